package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.outcome.Ending;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.door.ProblemBody;
import io.mediarouter.vertx.proxy.fields.ProxyStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;

/**
 * The answer that tells a client what is wrong (RFC 9457), and the rule that makes problems of
 * failures.
 */
public final class ProblemResponse {
  private static final int RETRY_AFTER_SECONDS = 2;

  private ProblemResponse() {}

  /** The problem that {@code cause} is for the client; never tells what is inside us. */
  public static Problem of(Throwable cause) {
    if (cause instanceof ProblemException known) {
      return known.problem();
    }
    if (cause instanceof InvalidParameterException invalid) {
      return Problem.of(invalid);
    }
    return ofEnding(Endings.of(cause));
  }

  private static Problem ofEnding(Ending ending) {
    return switch (ending) {
      case TIMED_OUT, STALLED ->
          Problem.of(504, "Back end too slow", "No server answered in time.");
      case UNREADABLE ->
          Problem.of(502, "Back end not understood", "A server's answer is not valid HTTP.");
      case NO_ROOM -> Problem.of(503, "No room", "There is no room to serve this request now.");
      case INTERNAL_ERROR ->
          Problem.of(500, "Internal error", "The request could not be served; it was logged.");
      case COMPLETE, CLIENT_LEFT, CANCELLED, CONNECT_FAILED, BROKEN_OFF ->
          Problem.of(502, "Back end failed", "No server could serve this request.");
    };
  }

  /** Turns the exchange into the answer that tells {@code problem}. */
  public static ProxyResponse answer(ProxyContext context, Problem problem) {
    ProxyResponse response = context.request().response();
    response.setStatusCode(problem.status());
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    ProxyStatus.of(problem.status()).ifPresent(of -> response.putHeader(ProxyStatus.FIELD, of));
    if (problem.status() == 503 || problem.status() == 504) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
    }
    if (problem.status() == 405) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
    }
    return withBody(context, response, ProblemBody.of(problem));
  }

  /** The same for what {@code cause} is, which may know when to come back. */
  public static ProxyResponse answer(ProxyContext context, Throwable cause) {
    ProxyResponse response = answer(context, of(cause));
    if (Endings.of(cause) == Ending.UNREADABLE) {
      response.putHeader(ProxyStatus.FIELD, ProxyStatus.UNREADABLE);
    }
    if (cause instanceof ProblemException known) {
      known.retryAfter().ifPresent(after -> tell(response, after));
    }
    return response;
  }

  /** What may be tried again later was not tried now. */
  private static void tell(ProxyResponse response, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    response.putHeader(ProxyStatus.FIELD, ProxyStatus.LEFT_ALONE);
  }

  private static ProxyResponse withBody(ProxyContext context, ProxyResponse response, Buffer json) {
    if (context.request().proxiedRequest().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.CONTENT_TYPE);
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length()));
    }
    return response.setBody(Body.body(json, MediaType.parse(ProblemBody.CONTENT_TYPE)));
  }
}
