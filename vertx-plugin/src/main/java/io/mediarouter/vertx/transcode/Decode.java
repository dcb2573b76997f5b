package io.mediarouter.vertx.transcode;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.flight.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One task of one server that makes several transcodes of a source with one decode. Each of them
 * ends by itself: when its output is whole, when it is cancelled, or with the task; the task is
 * taken away when none is left. Confined to one context.
 */
final class Decode {
  private final String id;
  private final List<Transcode> members;
  private final Making making;
  private final List<Promise<Void>> whole = new ArrayList<>();
  private @Nullable HttpClientRequest request;
  private boolean piece;
  private boolean behind;

  /**
   * A task that has not begun.
   *
   * @param id the task's name, unique in the cluster
   * @param members what it makes, at least one; each with the same server as its first candidate
   * @param making how they are made
   */
  Decode(String id, List<Transcode> members, Making making) {
    this.id = id;
    this.members = List.copyOf(members);
    this.making = making;
    members.forEach(member -> whole.add(Promise.promise()));
  }

  String id() {
    return id;
  }

  int size() {
    return members.size();
  }

  Making making() {
    return making;
  }

  List<Transcode> members() {
    return members;
  }

  String serverId() {
    return order().candidates().get(0).server().id();
  }

  /** What all of it has in common with the first. */
  TranscodeOrder order() {
    return members.get(0).order();
  }

  List<Rendition> renditions() {
    return members.stream().map(member -> member.order().rendition()).toList();
  }

  EncodingSpeed speed() {
    return order().speed();
  }

  /** Its reservation: what all of it is predicted to need, which errs high. */
  ActiveTask reservation(Instant now) {
    Wanted wanted =
        members.stream().map(Transcode::wanted).min(Comparator.naturalOrder()).orElseThrow();
    String keys = renditions().stream().map(Rendition::key).collect(Collectors.joining("+"));
    return new ActiveTask(
        id,
        serverId(),
        wanted.kind(),
        order().asset(),
        keys,
        wanted.priority(),
        making.isInTurn() ? demand().max().orElse(0) : demand().sum(),
        work().sum(),
        now,
        0,
        false);
  }

  private DoubleStream demand() {
    return estimates().mapToDouble(TaskEstimate::demandCores);
  }

  private DoubleStream work() {
    return estimates().mapToDouble(TaskEstimate::workCoreSeconds);
  }

  private Stream<TaskEstimate> estimates() {
    return members.stream().map(member -> member.order().candidates().get(0).estimate());
  }

  /** Learns of the request by which it is asked for. */
  void opened(Call call, HttpClientRequest opened, Duration stall) {
    request = opened.exceptionHandler(expected -> {});
    for (int i = 0; i < members.size(); i++) {
      int index = i;
      members.get(i).opened(call, opened, stall, () -> leave(index));
    }
  }

  private void leave(int index) {
    whole.get(index).tryFail(new CancellationException("nobody waits for it"));
    if (whole.stream().allMatch(each -> each.future().isComplete())) {
      reset();
    }
  }

  /** Succeeds when all of that output is here. */
  Future<Void> whole(int index) {
    return whole.get(index).future();
  }

  boolean isWanted(int index) {
    return !whole.get(index).future().isComplete() && !members.get(index).isCancelled();
  }

  /** Whether it was taken away: nobody waits for any of it that is not there. */
  boolean isCancelled() {
    return members.stream().anyMatch(Transcode::isCancelled)
        && members.stream().allMatch(member -> member.isCancelled() || member.isComplete());
  }

  Output output(int index) {
    return members.get(index).output();
  }

  /** Bytes of all outputs so far. */
  long bytes() {
    return members.stream().mapToLong(Transcode::bytes).sum();
  }

  /** Takes all of an output at once, where it is still wanted. */
  void give(int index, Buffer whole) {
    if (isWanted(index)) {
      output(index)
          .write(whole)
          .onSuccess(v -> made(index))
          .onFailure(cause -> spoiled(index, cause));
    }
  }

  /** Learns that its server makes a piece of it alone: one segment. */
  void makesPiece() {
    piece = true;
  }

  boolean isPiece() {
    return piece;
  }

  /** Learns that it leaves its server for being slow. */
  void fallsBehind() {
    behind = true;
  }

  boolean isBehind() {
    return behind;
  }

  /** Learns that all of an output came. */
  void made(int index) {
    output(index)
        .flaw()
        .ifPresentOrElse(
            why -> spoiled(index, new BackEndException(serverId(), Ending.BROKEN_OFF, 200, why)),
            () -> whole.get(index).tryComplete());
  }

  /** Takes the task away from its server, where there is one. */
  void reset() {
    if (request != null) {
      request.reset();
    }
  }

  /** Ends one in vain. */
  void spoiled(int index, Throwable cause) {
    whole.get(index).tryFail(cause);
  }

  /** Ends in vain what is not whole. */
  void failed(Throwable cause) {
    whole.forEach(each -> each.tryFail(cause));
  }
}
