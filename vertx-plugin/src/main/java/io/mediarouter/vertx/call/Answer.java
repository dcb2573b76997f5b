package io.mediarouter.vertx.call;

import io.mediarouter.outcome.Ending;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The whole answer of a server to a small request, bounded in time and size. Whatever goes beyond
 * closes the connection, so that nothing is left of it: neither a wait nor a connection that never
 * comes back.
 *
 * @param status 200..599
 * @param body all of it
 */
public record Answer(int status, MultiMap headers, Buffer body) {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int FIRST_FINAL = 200;
  private static final int LAST = 599;
  private static final int MOST_DISCARDED = 64 * 1024;
  private static final Duration DISCARDED_WITHIN = Duration.ofSeconds(1);

  /**
   * Sends {@code request}, which is of {@link Connections}, and gets the answer to its end.
   *
   * @param limit longest time for all of it
   * @param mostBytes largest body that is read
   */
  public static Future<Answer> to(HttpClientRequest request, Duration limit, int mostBytes) {
    return to(request, request.exceptionHandler(expected -> {}).send(), limit, mostBytes);
  }

  /** The same for a request that is being sent; {@code head} is what comes of it. */
  public static Future<Answer> to(
      HttpClientRequest request, Future<HttpClientResponse> head, Duration limit, int mostBytes) {
    return readable(head)
        .compose(response -> whole(response, mostBytes))
        .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
        .onFailure(cause -> request.reset());
  }

  private static Future<Answer> whole(HttpClientResponse response, int mostBytes) {
    return body(response, mostBytes)
        .map(body -> new Answer(response.statusCode(), response.headers(), body));
  }

  /** The same, where anything but 200 is a failure. */
  public Future<Answer> ok(String serverId) {
    return status == OK
        ? Future.succeededFuture(this)
        : Future.failedFuture(
            new BackEndException(serverId, Ending.COMPLETE, status, "answered " + status));
  }

  /**
   * The response, unless it is none: what the client takes for a final answer may be an interim
   * one, and the real one would then be taken for the answer to somebody else's request. Its
   * connection is closed then, as is one on which a body may follow that must not be there.
   */
  public static Future<HttpClientResponse> readable(HttpClientResponse response) {
    int status = response.statusCode();
    boolean isFinal = status >= FIRST_FINAL && status <= LAST;
    if (!isFinal || mayBeFollowedByABody(response)) {
      response.exceptionHandler(expected -> {}).request().connection().close();
    }
    return isFinal
        ? Future.succeededFuture(response)
        : Future.failedFuture(new UnreadableAnswerException("status " + status));
  }

  /** The same for what comes of a request that was sent. */
  public static Future<HttpClientResponse> readable(Future<HttpClientResponse> head) {
    return head.transform(
        (response, cause) ->
            response == null ? Future.failedFuture(asServers(cause)) : readable(response));
  }

  /** Sends {@code request}; what begins then is paused and {@code readable}. */
  public static Future<HttpClientResponse> begun(HttpClientRequest request) {
    return readable(request.send());
  }

  /** The status alone of what comes of a request that was sent; its body is of no use. */
  public static Future<Integer> status(Future<HttpClientResponse> head) {
    return readable(head).onSuccess(Answer::discard).map(HttpClientResponse::statusCode);
  }

  /**
   * What the client says of an answer that it cannot read, as the server's failure: some of it
   * would look like a defect of our own. Only for what comes in the course of an answer.
   */
  public static Throwable asServers(Throwable cause) {
    boolean unread =
        cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
    return unread ? new UnreadableAnswerException(String.valueOf(cause.getMessage())) : cause;
  }

  private static boolean mayBeFollowedByABody(HttpClientResponse response) {
    int status = response.statusCode();
    String length = response.getHeader("content-length");
    return (status == NO_CONTENT || status == NOT_MODIFIED)
        && ((length != null && !length.equals("0"))
            || response.headers().contains("transfer-encoding"));
  }

  /** Lets go of a response whose body is of no use: reads it if it is short, else cuts it off. */
  public static void discard(HttpClientResponse response) {
    body(response, MOST_DISCARDED)
        .timeout(DISCARDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> response.request().reset());
  }

  /** All of a response's body; fails if it is longer, and leaves the response as it is then. */
  static Future<Buffer> body(HttpClientResponse response, int mostBytes) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response
        .exceptionHandler(whole::tryFail)
        .endHandler(v -> whole.tryComplete(body))
        .handler(chunk -> append(body, chunk, mostBytes, whole))
        .resume();
    return whole.future();
  }

  private static void append(Buffer body, Buffer chunk, int mostBytes, Promise<Buffer> whole) {
    if (body.length() + chunk.length() > mostBytes) {
      whole.tryFail(new UnreadableAnswerException("longer than " + mostBytes + " bytes"));
    } else {
      body.appendBuffer(chunk);
    }
  }
}
