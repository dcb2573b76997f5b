package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Outcomes;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.health.Quarantine;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of decodes to their servers. There is one attempt: who waits for a rendition makes
 * another, alone.
 */
final class Decodes {
  private static final Logger LOG = LoggerFactory.getLogger(Decodes.class);

  private final Vertx vertx;
  private final TranscodingClient client;
  private final Calls calls;
  private final Retries retries;
  private final Quarantine quarantine;
  private final OwnedTable<ActiveTask> tasks;
  private final InstantSource clock;
  private final Supplier<TimeoutConfig> timeouts;

  Decodes(
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

  /** Has its server make it; succeeds when all of it is here that was wanted to the end. */
  Future<HttpClientResponse> make(Decode decode) {
    if (!decode.making().isInTurn()) {
      retries.request();
    }
    return begin(decode)
        .map(call -> make(decode, call))
        .orElseGet(() -> Future.failedFuture(notStarted(decode, Calls.refused(decode.serverId()))))
        .onComplete(ended -> tasks.remove(decode.id()))
        .onFailure(decode::failed);
  }

  private Optional<Call> begin(Decode decode) {
    return isHasty(decode)
        ? calls.begin(decode.serverId(), Work.TRANSCODE)
        : calls.beginPatiently(decode.serverId(), Work.TRANSCODE);
  }

  /** Whether somebody waits for what it makes, or comes near it. */
  private static boolean isHasty(Decode decode) {
    return decode.making().isInTurn() && !decode.order().kind().isBatch();
  }

  /** Reserves what it is predicted to need. */
  void reserve(Decode decode) {
    tasks.put(decode.id(), decode.reservation(clock.instant()));
  }

  private Future<HttpClientResponse> make(Decode decode, Call call) {
    call.about(decode.order()::about);
    reserve(decode);
    return answer(decode, call)
        .recover(cause -> client.explained(decode, cause))
        .transform(made -> judge(made, decode, call));
  }

  /** Who waits for a part that does not come in time is better served elsewhere. */
  private Future<HttpClientResponse> answer(Decode decode, Call call) {
    TimeoutConfig limits = timeouts.get();
    if (!decode.making().isInTurn()) {
      return made(decode, opened -> decode.opened(call, opened, limits.idle()));
    }
    Duration patience =
        isHasty(decode) ? decode.order().patience(limits.firstByte(), 0) : limits.idle();
    var turns = new OutputDeadlines(vertx, decode, call, patience, clock);
    return turns.watch(
        made(
            decode,
            opened -> {
              decode.opened(call, opened, limits.idle());
              turns.begin();
            }));
  }

  private Future<HttpClientResponse> made(Decode decode, Handler<HttpClientRequest> opened) {
    return decode
        .making()
        .start(client, decode, opened)
        .compose(response -> receive(decode, response));
  }

  private static Future<HttpClientResponse> receive(Decode decode, HttpClientResponse response) {
    var outputs = decode.making().outputs(decode, response);
    return response.pipeTo(outputs).map(response);
  }

  private Future<HttpClientResponse> judge(
      AsyncResult<HttpClientResponse> made, Decode decode, Call call) {
    if (made.succeeded()) {
      call.end(Ending.COMPLETE, made.result().statusCode());
      forgive(decode);
      return Future.succeededFuture(made.result());
    }
    if (decode.isCancelled()) {
      call.fail(new CancellationException());
      return Future.failedFuture(made.cause());
    }
    // One that is too slow has said so already, and does not fail.
    BackEndException failure = BackEndException.of(decode.serverId(), made.cause());
    call.end(decode.isBehind() ? Outcome.IGNORED : outcome(failure), failure);
    LOG.debug("Task {} not made: {}", decode.id(), failure.getMessage());
    return Future.failedFuture(decode.bytes() > 0 ? failure : notStarted(decode, failure));
  }

  private void forgive(Decode decode) {
    TranscodeOrder order = decode.order();
    decode
        .renditions()
        .forEach(each -> quarantine.made(order.asset(), order.sourceVersion(), each.key()));
  }

  /** Which of the renditions is at fault, or whether the server is, shows when each is alone. */
  private static Outcome outcome(BackEndException failure) {
    return Outcomes.mayBeTheMedia(failure.ending(), failure.status())
        ? Outcome.IGNORED
        : Outcomes.judge(failure.ending(), failure.status());
  }

  private static NoServerException notStarted(Decode decode, BackEndException last) {
    return new NoServerException(List.of(decode.serverId()), last);
  }
}
