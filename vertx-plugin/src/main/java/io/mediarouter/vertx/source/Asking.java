package io.mediarouter.vertx.source;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Ending;
import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The asking of one server in one or more exchanges, each under a call of its own, which can be
 * called off; that says nothing of the server. Confined to one context.
 */
final class Asking {
  private final Connections http;
  private final Calls calls;
  private final TimeoutConfig limits;
  private final Consumer<Call> asks;
  private @Nullable HttpClientRequest request;
  private @Nullable Call call;
  private boolean off;

  /**
   * An asking.
   *
   * @param limits how long each exchange may take to its first byte, and then between bytes
   * @param asks learns of each call
   */
  Asking(Connections http, Calls calls, TimeoutConfig limits, Consumer<Call> asks) {
    this.http = http;
    this.calls = calls;
    this.limits = limits;
    this.asks = asks;
  }

  /** What becomes of an answer's head and body, and how the call ended by that. */
  interface Reader<T> {
    Future<T> read(HttpClientResponse paused, Call call);
  }

  /**
   * Asks, and has the answer read; a reader ends the call if it is to end otherwise than by the
   * answer's status.
   *
   * @param range of a GET; null = none
   */
  <T> Future<T> ask(
      String serverId,
      Work work,
      RequestOptions options,
      @Nullable String range,
      Reader<T> reader) {
    Call begun = off ? null : calls.begin(serverId, work).orElse(null);
    if (begun == null) {
      return Future.failedFuture(off ? new CancellationException() : Calls.refused(serverId));
    }
    call = begun.about(() -> options.getMethod() + " " + options.getURI());
    asks.accept(begun);
    return http.request(options)
        .compose(opened -> send(opened, range, begun))
        .compose(response -> reader.read(response, begun).onSuccess(read -> end(begun, response)))
        .onFailure(begun::fail)
        .recover(cause -> Future.failedFuture(BackEndException.of(serverId, cause)));
  }

  private static void end(Call begun, HttpClientResponse response) {
    begun.end(Ending.COMPLETE, response.statusCode());
  }

  private Future<HttpClientResponse> send(
      HttpClientRequest opened, @Nullable String range, Call begun) {
    request = opened.exceptionHandler(expected -> {});
    if (off) {
      opened.reset();
      return Future.failedFuture(new CancellationException());
    }
    if (range != null) {
      opened.putHeader("range", range);
    }
    begun.sent();
    return Answer.begun(opened)
        .timeout(limits.firstByte().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(response -> begun.begun())
        .onFailure(cause -> opened.reset());
  }

  /** Ends what is under way; nothing more is asked. */
  void callOff() {
    off = true;
    if (call != null) {
      call.end(Ending.CANCELLED, 0);
    }
    if (request != null) {
      request.reset();
    }
  }

  /**
   * The first bytes of a body.
   *
   * @param bytes what came, not much more than {@code most}
   * @param whole whether that is all
   */
  record Beginning(Buffer bytes, boolean whole) {}

  /** Reads at most that much of a paused answer, in bounded time, and drops the rest. */
  Future<Beginning> read(HttpClientResponse response, int most) {
    Promise<Beginning> read = Promise.promise();
    Buffer bytes = Buffer.buffer();
    response
        .exceptionHandler(read::tryFail)
        .endHandler(v -> read.tryComplete(new Beginning(bytes, true)))
        .handler(
            chunk -> {
              bytes.appendBuffer(chunk);
              if (bytes.length() > most) {
                read.tryComplete(new Beginning(bytes, false));
              }
            })
        .resume();
    return read.future()
        .timeout(longestBody().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> dropUnlessWhole(response, done.succeeded() && done.result().whole()));
  }

  /**
   * All of a body, or its beginning.
   *
   * @param bytes how much was read
   * @param digest of that
   * @param whole whether that is all
   */
  record Digested(long bytes, byte[] digest, boolean whole) {}

  /** Reads at most that much of a paused answer, keeping nothing, in bounded time. */
  Future<Digested> digest(HttpClientResponse response, MessageDigest digest, long most) {
    Promise<Boolean> read = Promise.promise();
    var bytes = new AtomicLong();
    response
        .exceptionHandler(read::tryFail)
        .endHandler(v -> read.tryComplete(true))
        .handler(
            chunk -> {
              int taken = (int) Math.min(chunk.length(), most - bytes.get());
              digest.update(chunk.getBytes(0, taken));
              if (bytes.addAndGet(taken) == most) {
                read.tryComplete(false);
              }
            })
        .resume();
    return read.future()
        .timeout(longestBody().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> dropUnlessWhole(response, done.succeeded() && done.result()))
        .map(whole -> new Digested(bytes.get(), digest.digest(), whole));
  }

  private Duration longestBody() {
    return limits.idle();
  }

  private static void dropUnlessWhole(HttpClientResponse response, boolean whole) {
    if (!whole) {
      response.handler(null).request().reset();
    }
  }
}
