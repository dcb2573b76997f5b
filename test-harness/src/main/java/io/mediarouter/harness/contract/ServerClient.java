package io.mediarouter.harness.contract;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A client of one server that asks as a proxy does, with the same library and the same addresses,
 * and waits for what comes. For one thread.
 */
final class ServerClient implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;
  private static final long TO_BREAK_SECONDS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient http =
      vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
  private final BackEnd server;

  ServerClient(URI url, ServerRole role) {
    server = new BackEnd(new Server("checked", Set.of(role), url, 1, ""));
  }

  Seen get(String relative, String... fields) throws IOException {
    return ask(HttpMethod.GET, relative, Buffer.buffer(), fields);
  }

  Seen head(String relative) throws IOException {
    return ask(HttpMethod.HEAD, relative, Buffer.buffer());
  }

  Seen delete(String relative) throws IOException {
    return ask(HttpMethod.DELETE, relative, Buffer.buffer());
  }

  Seen put(String relative, byte[] body, String... fields) throws IOException {
    return ask(HttpMethod.PUT, relative, Buffer.buffer(body), fields);
  }

  Seen post(String relative, String json) throws IOException {
    return ask(HttpMethod.POST, relative, Buffer.buffer(json), "content-type", "application/json");
  }

  /** Asks, and takes all of the answer. */
  private Seen ask(HttpMethod method, String relative, Buffer body, String... fields)
      throws IOException {
    long begunNanos = System.nanoTime();
    return await(
        inOneTurn(
            () ->
                request(method, relative, fields)
                    .compose(request -> body.length() == 0 ? request.send() : request.send(body))
                    .compose(response -> whole(response, begunNanos))));
  }

  /**
   * On the event loop: an answer that is short, or that comes while a body is still being sent,
   * would be over before another thread listens to it.
   */
  private <T> Future<T> inOneTurn(Supplier<Future<T>> exchange) {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> exchange.get().onComplete(done));
    return done.future();
  }

  private Future<HttpClientRequest> request(HttpMethod method, String relative, String... fields) {
    RequestOptions options = server.request(method, relative);
    for (int i = 0; i < fields.length; i += 2) {
      options.putHeader(fields[i], fields[i + 1]);
    }
    return http.request(options).onSuccess(request -> request.exceptionHandler(expected -> {}));
  }

  private static Future<Seen> whole(HttpClientResponse response, long begunNanos) {
    Promise<Seen> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    double[] first = {-1};
    response
        .exceptionHandler(cause -> whole.tryFail("broke off after " + body.length() + " bytes"))
        .handler(
            part -> {
              first[0] = first[0] < 0 ? millisSince(begunNanos) : first[0];
              body.appendBuffer(part);
            })
        .endHandler(v -> whole.tryComplete(seen(response, body, first[0], begunNanos)));
    return whole.future();
  }

  private static Seen seen(
      HttpClientResponse response, Buffer body, double firstByteMillis, long begunNanos) {
    double end = millisSince(begunNanos);
    return new Seen(
        response.statusCode(),
        response.headers(),
        body.getBytes(),
        response.trailers(),
        firstByteMillis < 0 ? end : firstByteMillis,
        end);
  }

  private static double millisSince(long begunNanos) {
    return (System.nanoTime() - begunNanos) / NANOS_PER_MILLI;
  }

  /**
   * Asks, and hangs up as soon as {@code meanwhile} has run, after the first byte of the body.
   *
   * @return the status; what ran is told nothing if there was no byte
   */
  int leave(String relative, Check.Attempt meanwhile) throws IOException {
    HttpClientResponse response =
        await(
            inOneTurn(
                () ->
                    request(HttpMethod.GET, relative)
                        .compose(request -> request.send().compose(ServerClient::begun))));
    try {
      if (response.statusCode() == 200) {
        meanwhile.make();
      }
      return response.statusCode();
    } finally {
      response.request().reset();
    }
  }

  private static Future<HttpClientResponse> begun(HttpClientResponse response) {
    Promise<HttpClientResponse> begun = Promise.promise();
    response
        .exceptionHandler(cause -> begun.tryFail("broke off before its first byte"))
        .endHandler(v -> begun.tryComplete(response))
        .handler(part -> begun.tryComplete(response));
    return begun.future();
  }

  /** Begins an upload of {@code length} bytes, sends {@code part} of it, and hangs up. */
  void breakOff(String relative, byte[] part, long length) throws IOException {
    await(
        request(HttpMethod.PUT, relative, "content-length", Long.toString(length))
            .compose(request -> request.write(Buffer.buffer(part)).map(request))
            .compose(request -> vertx.timer(300, TimeUnit.MILLISECONDS).map(request))
            .compose(HttpClientRequest::reset)
            .timeout(TO_BREAK_SECONDS, TimeUnit.SECONDS)
            .otherwiseEmpty());
  }

  /**
   * Announces an upload of {@code length} bytes and asks whether to go on, then hangs up.
   *
   * @return 100 where it is to go on; else the status of the refusal
   */
  int announce(String relative, long length) throws IOException {
    Promise<Integer> said = Promise.promise();
    HttpClientRequest request =
        await(
            request(
                HttpMethod.PUT,
                relative,
                "content-length",
                Long.toString(length),
                "expect",
                "100-continue"));
    request.continueHandler(v -> said.tryComplete(100));
    request.response().onSuccess(response -> said.tryComplete(response.statusCode()));
    request.response().onFailure(said::tryFail);
    try {
      return await(request.sendHead().compose(v -> said.future()));
    } finally {
      request.reset();
    }
  }

  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(words(e), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String words(ExecutionException failure) {
    Throwable cause = failure.getCause();
    String message = cause == null ? null : cause.getMessage();
    return message == null ? String.valueOf(cause) : message;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
