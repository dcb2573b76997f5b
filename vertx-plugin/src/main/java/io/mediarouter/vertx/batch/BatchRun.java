package io.mediarouter.vertx.batch;

import static java.util.Objects.requireNonNull;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.Wait;
import io.mediarouter.schedule.WaitReason;
import io.mediarouter.vertx.flight.Wanted;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One rendition of a job on its way in this proxy: it is claimed where a server has room, made,
 * alone or with others, and the job's row tells how it ended. Confined to the runner's context.
 */
final class BatchRun {
  private final BatchParts parts;
  private final Backoffs backoffs;
  private final QueuePlanner turns;
  private final Context context;
  private final TaskRef ref;
  private final TaskRow row;
  private final RunProgress progress;
  private final TaskEnd end;
  private final BatchJob job;
  private final Promise<Void> ended = Promise.promise();
  private @Nullable JobRendition wanted;
  private boolean going;
  private boolean shares;
  private boolean stopped;
  private double mediaSeconds;
  private @Nullable WayBySegments bySegments;
  private @Nullable Transcode transcode;

  BatchRun(
      BatchParts parts,
      Backoffs backoffs,
      QueuePlanner turns,
      Context context,
      TaskRef ref,
      BatchJob job) {
    this.parts = parts;
    this.backoffs = backoffs;
    this.turns = turns;
    this.context = context;
    this.ref = ref;
    this.job = job;
    this.row = new TaskRow(parts.jobs(), ref, parts.state().self(), parts.clock());
    this.progress = new RunProgress(parts.state().tasks(), row);
    this.end = new TaskEnd(parts, backoffs, ref, row, job);
  }

  TaskRef ref() {
    return ref;
  }

  /** Completes when the rendition is in nobody's hands here; never fails. */
  Future<Void> ended() {
    return ended.future();
  }

  /** Goes this way to its end; the first way counts. */
  void go(Supplier<Future<Void>> way) {
    if (!going) {
      going = true;
      Future.<Void>succeededFuture()
          .compose(v -> way.get())
          .recover(this::setBack)
          .recover(end::notWritten)
          .onComplete(ended);
    }
  }

  /** Ends it in vain. */
  void fail(Throwable cause) {
    go(() -> Future.failedFuture(cause));
  }

  /** Ends it with nothing done: its turn comes again. */
  void letGo() {
    go(Future::succeededFuture);
  }

  private <T> Future<T> here(Future<T> anywhere) {
    return Future.fromCompletionStage(anywhere.toCompletionStage(), context);
  }

  /** Tells it the source; whether there is anything left to do. */
  boolean isToBeMade(AssetEntry source) {
    try {
      wanted = new JobRendition(parts, this::left, job, job.tasks().get(ref.index()), source);
      mediaSeconds = wanted.mediaSeconds();
      turns.learn(ref, wanted.need());
    } catch (RuntimeException e) {
      fail(e);
      return false;
    }
    if (wanted.isStored()) {
      go(() -> end.settle(waiting -> waiting.lasting(mediaSeconds).stored()));
    } else if (wanted.isOriginal()) {
      go(() -> end.settle(waiting -> waiting.lasting(mediaSeconds).original()));
    }
    return !going;
  }

  private GateReading left() {
    return turns.leftFor(WorkQueue.order(job, ref.index()));
  }

  /** What is to be made, once the source was told. */
  JobRendition wanted() {
    return requireNonNull(wanted, "wanted");
  }

  /** Looks whether all of it is stored in parts; never fails. */
  Future<Void> lookForParts() {
    bySegments = new WayBySegments(parts, context, wanted(), row);
    return bySegments.look();
  }

  /** Whether it is to be put together of what is stored. */
  boolean isInParts() {
    return bySegments().isThere();
  }

  private WayBySegments bySegments() {
    return requireNonNull(bySegments, "bySegments");
  }

  /** Is put together, which takes no server. */
  void putTogether() {
    go(() -> claim().compose(mine -> mine ? together() : Future.succeededFuture()));
  }

  private Future<Void> together() {
    return bySegments().putTogether().compose(running -> follow(running, wanted().by()));
  }

  /** Is made with a decode of its own, where a server has room. */
  void makeAlone() {
    go(this::beginAlone);
  }

  private Future<Void> beginAlone() {
    if (wanted().allowed().isEmpty()) {
      return wanted().roomy().isEmpty() && wanted().isTooMuch() ? giveUp() : await();
    }
    return claim().compose(mine -> mine ? make() : Future.succeededFuture());
  }

  private Future<Void> giveUp() {
    return end.settle(task -> task.failed("it is too much for every transcoding server", 0));
  }

  /** Waits in its turn, or, where that has come and no server has room, for a moment besides. */
  private Future<Void> await() {
    Optional<Wait> wait = turns.waitOf(ref);
    if (wait.isEmpty()) {
      backoffs.postpone(ref);
    }
    String why = wait.map(Wait::text).orElse(WaitReason.NO_ROOM.text());
    return row.update(task -> task.lasting(mediaSeconds).waiting(why));
  }

  /** Claims the rendition; tells whether it is ours now. */
  Future<Boolean> claim() {
    return stopped
        ? Future.succeededFuture(false)
        : row.claim(waiting -> waiting.started().lasting(mediaSeconds));
  }

  /** Is made with a decode of its own, now that it is claimed. */
  void makeClaimed() {
    go(this::make);
  }

  /** The room is looked for once more, because claiming took time. */
  private Future<Void> make() {
    return bySegments()
        .spread(this::isStopped)
        .compose(made -> made ? together() : makeAtOneServer());
  }

  private Future<Void> makeAtOneServer() {
    if (stopped) {
      return Future.failedFuture(new CancellationException("stopped before it began"));
    }
    TranscodeOrder order = wanted().order();
    return follow(parts.transcodes().join(order), order.wanted());
  }

  boolean isStopped() {
    return stopped;
  }

  /** Waits for a transcode that shares its decode with others. */
  void share(Transcode running, Wanted order) {
    shares = true;
    go(() -> follow(running, order));
  }

  private Future<Void> follow(Transcode running, Wanted order) {
    transcode = running;
    Optional<SpeculationCost> cost =
        SpeculationCost.of(parts, running, job).filter(each -> isOurs(running));
    return here(running.done())
        .onComplete(ended -> running.leave(order))
        .onComplete(made -> book(cost, running, made.succeeded()))
        .compose(stored -> end.settle(task -> task.on(servers(running)).stored()));
  }

  /** Who has made it, or its segments; null = none that is known. */
  private @Nullable String servers(Transcode running) {
    String server = spread().map(FilmSpread::servers).orElseGet(running::serverId);
    return server.isEmpty() ? null : server;
  }

  private Optional<FilmSpread> spread() {
    return Optional.ofNullable(bySegments).flatMap(WayBySegments::begun);
  }

  /** What somebody else had made anyway cost nothing. */
  private static boolean isOurs(Transcode running) {
    return running.order().kind() == TaskKind.SPECULATIVE;
  }

  /** What another proxy has made is in its books. */
  private static void book(Optional<SpeculationCost> cost, Transcode running, boolean made) {
    if (!running.isFromPeer()) {
      cost.ifPresent(each -> each.book(made));
    }
  }

  private Future<Void> setBack(Throwable cause) {
    return end.setBack(cause, wanted != null && wanted.isCopied(), shares);
  }

  /** Writes where it runs and how far it is, if that has changed. */
  void reportProgress() {
    if (transcode != null) {
      progress.report(servers(transcode), progress.of(transcode));
    } else {
      spread().ifPresent(each -> progress.report(each.servers(), each.progress()));
    }
  }

  /** Whether the row says that it was called off or went to another. */
  boolean isLost() {
    return row.isLost();
  }

  /** Keeps it from beginning to transcode, or to transcode more of a film. */
  void stop(String why) {
    stopped = true;
    spread().ifPresent(each -> each.stop(why));
  }

  boolean isMaking(Transcode other) {
    return transcode == other;
  }

  @Nullable Transcode transcode() {
    return transcode;
  }
}
