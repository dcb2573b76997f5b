package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Verdict;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.request.ProblemException;
import io.mediarouter.select.Candidate;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.flight.Wanted;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.spool.SpoolFullException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of transcodes through their candidates: the next one is tried while there is no byte of
 * output, which nobody who waits for it notices. One that only takes long is left too, once, where
 * the next would be done sooner.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Vertx vertx;
  private final TranscodingClient client;
  private final Calls calls;
  private final Retries retries;
  private final Quarantine quarantine;
  private final OwnedTable<ActiveTask> tasks;
  private final InstantSource clock;
  private final Supplier<TimeoutConfig> timeouts;

  Attempts(
      Vertx vertx,
      TranscodingClient client,
      Calls calls,
      Retries retries,
      Quarantine quarantine,
      OwnedTable<ActiveTask> tasks,
      InstantSource clock,
      Supplier<TimeoutConfig> timeouts) {
    this.vertx = vertx;
    this.client = client;
    this.calls = calls;
    this.retries = retries;
    this.quarantine = quarantine;
    this.tasks = tasks;
    this.clock = clock;
    this.timeouts = timeouts;
  }

  /** Has a candidate make it; succeeds when all of its output is here. */
  Future<HttpClientResponse> make(Transcode transcode) {
    TranscodeOrder order = transcode.order();
    if (order.kind().isBatch()) {
      retries.request();
    }
    return quarantine
        .find(order.asset(), order.sourceVersion(), order.way())
        .map(Future::<HttpClientResponse>failedFuture)
        .orElseGet(() -> attempt(transcode, 0, new ArrayList<>(), null));
  }

  /** Tries the candidates in order; {@code last} is what the one that was tried last said. */
  private Future<HttpClientResponse> attempt(
      Transcode transcode, int next, List<String> tried, @Nullable BackEndException last) {
    List<Candidate> candidates = transcode.order().candidates();
    if (transcode.isCancelled()) {
      return Future.failedFuture(new CancellationException("cancelled before it began"));
    }
    if (next == candidates.size() || (last != null && transcode.isAlone())) {
      return Future.failedFuture(new NoServerException(tried, last));
    }
    Candidate candidate = candidates.get(next);
    tried.add(candidate.server().id());
    Call call = begin(candidate, transcode).orElse(null);
    if (call == null) {
      transcode.refusedBy(calls.refusal(candidate.server().id(), Work.TRANSCODE));
      return attempt(transcode, next + 1, tried, last);
    }
    if (last != null && last.isAttempt() && !retries.tryTake()) {
      call.end(Ending.NO_ROOM, 0);
      return Future.failedFuture(new NoServerException(tried, last));
    }
    transcode.asks(call);
    reserve(transcode, candidate);
    transcode.headway().beginsAt(next);
    return new Attempt(vertx, transcode, call, () -> moves(transcode, next + 1))
        .make(client, () -> patience(transcode, next), timeouts.get().idle())
        .transform(made -> proceed(made, transcode, call, next, tried, last));
  }

  private Optional<Call> begin(Candidate candidate, Transcode transcode) {
    String id = candidate.server().id();
    return transcode.isForViewer()
        ? calls.begin(id, Work.TRANSCODE)
        : calls.beginPatiently(id, Work.TRANSCODE);
  }

  /** A breaker that refuses it, or a budget that is spent, leaves it where it is. */
  private boolean moves(Transcode transcode, int other) {
    TranscodeOrder order = transcode.order();
    return transcode.isForViewer()
        && transcode.headway().here().isSlowerThan(order.predictedSeconds(other))
        && calls.isTrusted(order.candidates().get(other).server().id(), Work.TRANSCODE)
        && transcode.maker().claimsMove()
        && retries.tryTake();
  }

  /** Who waits gives up early; where nobody does, an encoder that takes its time is no failure. */
  private Duration patience(Transcode transcode, int candidate) {
    TimeoutConfig limits = timeouts.get();
    boolean hasty = transcode.isForViewer() || limits.idle().compareTo(limits.firstByte()) < 0;
    return hasty ? transcode.order().patience(limits.firstByte(), candidate) : limits.idle();
  }

  private Future<HttpClientResponse> proceed(
      AsyncResult<HttpClientResponse> made,
      Transcode transcode,
      Call call,
      int next,
      List<String> tried,
      @Nullable BackEndException last) {
    if (made.succeeded()) {
      succeed(transcode.order(), call, made.result());
      return Future.succeededFuture(made.result());
    }
    if (transcode.isCancelled() || made.cause() instanceof SpoolFullException) {
      call.fail(transcode.isCancelled() ? new CancellationException() : made.cause());
      return Future.failedFuture(made.cause());
    }
    BackEndException failure = failure(transcode, call, made.cause());
    LOG.debug("Task {} not made: {}", transcode.taskId(), failure.getMessage());
    return transcode.bytes() > 0
        ? Future.failedFuture(failure)
        : proceed(failure, transcode, next, tried, last);
  }

  /** One that refuses has spoken for all, unless all that it says may be its own mistake. */
  private Future<HttpClientResponse> proceed(
      BackEndException failure,
      Transcode transcode,
      int next,
      List<String> tried,
      @Nullable BackEndException last) {
    Verdict verdict = failure.verdict().orElse(null);
    boolean asksOneMore =
        next + 1 < transcode.order().candidates().size()
            && (last == null || last.verdict().isEmpty());
    if (verdict == null || (asksOneMore && !Outcomes.isOfMedia(verdict.status()))) {
      return attempt(transcode, next + 1, tried, failure);
    }
    return Future.failedFuture(refused(transcode.order(), failure.serverId(), verdict));
  }

  private ProblemException refused(TranscodeOrder order, String serverId, Verdict verdict) {
    return quarantine.refused(order.asset(), order.sourceVersion(), order.way(), serverId, verdict);
  }

  private void succeed(TranscodeOrder order, Call call, HttpClientResponse response) {
    long playMillis = order.rendition().playMillis(order.entry().source());
    if (order.kind() == TaskKind.ON_DEMAND && playMillis > 0) {
      call.made(playMillis / (double) Duration.ofSeconds(1).toMillis());
    }
    call.end(Ending.COMPLETE, response.statusCode());
    quarantine.made(order.asset(), order.sourceVersion(), order.way());
  }

  /** Notes the failure, and judges by it what the attempt says of the server. */
  private BackEndException failure(Transcode transcode, Call call, Throwable cause) {
    TranscodeOrder order = transcode.order();
    var failure = BackEndException.of(call.serverId(), cause);
    if (failure.ending() == Ending.TIMED_OUT && transcode.bytes() > 0) {
      failure = new BackEndException(call.serverId(), Ending.STALLED, 0, "went silent");
    }
    call.end(
        quarantine.failed(order.asset(), order.sourceVersion(), order.way(), failure), failure);
    return failure;
  }

  /** Reserves what its first choice is predicted to need; does nothing where there is none. */
  void reserve(Transcode transcode) {
    List<Candidate> candidates = transcode.order().candidates();
    if (!candidates.isEmpty()) {
      reserve(transcode, candidates.get(0));
    }
  }

  private void reserve(Transcode transcode, Candidate candidate) {
    TranscodeOrder order = transcode.order();
    Wanted wanted = transcode.wanted();
    tasks.put(
        transcode.taskId(),
        new ActiveTask(
            transcode.taskId(),
            candidate.server().id(),
            wanted.kind(),
            order.asset(),
            order.rendition().key(),
            wanted.priority(),
            candidate.estimate().demandCores(),
            candidate.estimate().workCoreSeconds(),
            clock.instant(),
            0,
            false,
            order.client()));
  }
}
