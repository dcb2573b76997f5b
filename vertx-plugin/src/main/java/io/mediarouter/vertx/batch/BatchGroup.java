package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.schedule.DecodeGroupCandidate;
import io.mediarouter.schedule.OneDecode;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Renditions of one asset whose turn has come, on their way in this proxy: the first is made, and
 * with the same decode those of the others that a server can take at once. The rest is let go, and
 * its turn comes again. Confined to the runner's context.
 */
final class BatchGroup {
  private final BatchParts parts;
  private final Context context;
  private final Backoffs backoffs;
  private final QueuePlanner turns;
  private final List<BatchRun> runs = new ArrayList<>();

  BatchGroup(BatchParts parts, Backoffs backoffs, QueuePlanner turns, Context context) {
    this.parts = parts;
    this.context = context;
    this.backoffs = backoffs;
    this.turns = turns;
  }

  /** Adds the next in turn, before it goes. */
  BatchRun add(TaskRef task, BatchJob job) {
    var run = new BatchRun(parts, backoffs, turns, context, task, job);
    runs.add(run);
    return run;
  }

  /** Whether all have ended. */
  boolean isOver() {
    return runs.stream().allMatch(run -> run.ended().isComplete());
  }

  /** Looks the source up, and goes all the way. */
  void go(AssetId asset) {
    here(Future.succeededFuture(asset).compose(parts.catalog()::find))
        .onSuccess(entry -> go(() -> begin(entry)))
        .onFailure(this::fail);
  }

  private <T> Future<T> here(Future<T> anywhere) {
    return Future.fromCompletionStage(anywhere.toCompletionStage(), context);
  }

  /** None of them must be left in our hands, whatever happens. */
  private void go(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    runs.forEach(run -> run.fail(cause));
  }

  private void begin(AssetEntry entry) {
    List<BatchRun> open = runs.stream().filter(run -> run.isToBeMade(entry)).toList();
    here(Future.join(open.stream().map(BatchRun::lookForParts).toList()))
        .onComplete(looked -> go(() -> makeOrPutTogether(open)));
  }

  /** What is there in parts needs no server. */
  private void makeOrPutTogether(List<BatchRun> all) {
    List<BatchRun> together = all.stream().filter(BatchRun::isInParts).toList();
    together.forEach(BatchRun::putTogether);
    List<BatchRun> open = without(all, together);
    if (open.isEmpty()) {
      return;
    }
    Optional<OneDecode.Choice> choice = choose(open);
    if (choice.isEmpty()) {
      open.get(0).makeAlone();
    } else {
      claim(members(open, choice.get()));
    }
    without(open, choice.map(each -> members(open, each)).orElse(open.subList(0, 1)))
        .forEach(BatchRun::letGo);
  }

  private Optional<OneDecode.Choice> choose(List<BatchRun> open) {
    if (open.size() == 1) {
      return Optional.empty();
    }
    List<DecodeGroupCandidate> candidates =
        open.stream().map(run -> run.wanted().groupCandidate()).toList();
    return parts
        .oneDecode()
        .choose(candidates, open.get(0).wanted().left())
        .filter(choice -> !isSpreadSooner(members(open, choice)));
  }

  /**
   * Whether several servers are done with the segments of one after the other before one server is
   * with all of them at once.
   */
  private static boolean isSpreadSooner(List<BatchRun> members) {
    double spread = members.stream().mapToDouble(run -> run.wanted().secondsSpread()).sum();
    double together =
        members.stream().mapToDouble(run -> run.wanted().secondsAlone()).max().orElse(0);
    return spread < together;
  }

  private static List<BatchRun> members(List<BatchRun> open, OneDecode.Choice choice) {
    return choice.members().stream().map(open::get).toList();
  }

  private static List<BatchRun> without(List<BatchRun> all, List<BatchRun> some) {
    return all.stream().filter(run -> !some.contains(run)).toList();
  }

  /** One after the other, because several may have one row. */
  private void claim(List<BatchRun> members) {
    Future<List<BatchRun>> claimed = Future.succeededFuture(List.of());
    for (BatchRun each : members) {
      claimed = claimed.compose(before -> claim(each, before));
    }
    here(claimed).onSuccess(ours -> go(() -> make(ours))).onFailure(this::fail);
  }

  private static Future<List<BatchRun>> claim(BatchRun run, List<BatchRun> before) {
    return run.claim()
        .onSuccess(mine -> letGoUnless(mine, run))
        .onFailure(run::fail)
        .map(mine -> mine ? plus(before, run) : before)
        .otherwise(before);
  }

  private static void letGoUnless(boolean mine, BatchRun run) {
    if (!mine) {
      run.letGo();
    }
  }

  private static List<BatchRun> plus(List<BatchRun> before, BatchRun run) {
    List<BatchRun> more = new ArrayList<>(before);
    more.add(run);
    return more;
  }

  /** The room is looked for once more, because claiming took time. */
  private void make(List<BatchRun> claimed) {
    List<BatchRun> stopped = claimed.stream().filter(BatchRun::isStopped).toList();
    stopped.forEach(run -> run.fail(new CancellationException("stopped before it began")));
    List<BatchRun> open = without(claimed, stopped);
    if (open.isEmpty()) {
      return;
    }
    Optional<OneDecode.Choice> choice = choose(open);
    if (choice.isEmpty()) {
      open.get(0).makeClaimed();
    } else {
      make(members(open, choice.get()), choice.get().serverId());
    }
    open.forEach(run -> run.fail(new CancellationException("no room for it any more")));
  }

  private void make(List<BatchRun> members, String serverId) {
    List<BatchRun> roomy = new ArrayList<>();
    List<TranscodeOrder> orders = new ArrayList<>();
    for (BatchRun each : members) {
      each.wanted()
          .orderOn(serverId)
          .ifPresent(
              order -> {
                roomy.add(each);
                orders.add(order);
              });
    }
    if (!orders.isEmpty()) {
      share(roomy, orders, parts.transcodes().joinTogether(orders));
    }
  }

  private static void share(
      List<BatchRun> members, List<TranscodeOrder> orders, List<Transcode> running) {
    for (int i = 0; i < members.size(); i++) {
      members.get(i).share(running.get(i), orders.get(i).wanted());
    }
  }
}
