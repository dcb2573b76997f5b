package io.mediarouter.vertx.admin.rest;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.door.ProblemBody;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.netty.handler.codec.DecoderException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forms of the interface's answers. */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final double ROUNDING = 1e-6;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "30";

  private Answers() {}

  public static void json(RoutingContext context, int status, JsonObject json) {
    send(context, status, "application/json", json.toBuffer());
  }

  public static void text(RoutingContext context, String text) {
    text(context, "text/plain; charset=utf-8", text);
  }

  public static void text(RoutingContext context, String type, String text) {
    send(context, 200, type, Buffer.buffer(text));
  }

  public static void problem(RoutingContext context, Problem problem) {
    if (problem.status() == UNAVAILABLE) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    send(context, problem.status(), ProblemBody.CONTENT_TYPE, ProblemBody.of(problem));
  }

  private static void send(RoutingContext context, int status, String type, Buffer body) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(body);
  }

  public static void notAllowed(RoutingContext context, String methods) {
    context.response().putHeader("allow", methods);
    String detail = context.request().method() + " is not possible here; allowed: " + methods + ".";
    problem(context, Problem.of(405, "Method not allowed", detail));
  }

  /** Answers what failed, in words that tell nothing of what is inside us. */
  public static void failure(RoutingContext context) {
    int status = isOfAMalformedBody(context) ? BAD_REQUEST : context.statusCode();
    Problem problem = problemOf(context.failure(), status);
    if (problem.status() == 500) {
      LOG.warn(
          "{} {} failed", context.request().method(), context.request().path(), cause(context));
    }
    problem(context, problem);
  }

  /** What a decoder says while the body comes, and no resource has seen it. */
  private static boolean isOfAMalformedBody(RoutingContext context) {
    HttpMethod method = context.request().method();
    Throwable cause = context.failure();
    return (method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT))
        && !context.request().isEnded()
        && (cause instanceof DecoderException || cause instanceof IllegalArgumentException);
  }

  private static Throwable cause(RoutingContext context) {
    Throwable cause = context.failure();
    return cause == null ? new IllegalStateException("status " + context.statusCode()) : cause;
  }

  private static Problem problemOf(@Nullable Throwable cause, int status) {
    if (status == TOO_LARGE) {
      return Problem.of(
          TOO_LARGE, "Body too large", "At most " + Bodies.MOST_BYTES + " bytes are read.");
    }
    if (status >= 400 && status < 500) {
      return Problem.of(status, "Bad request", "The request is malformed.");
    }
    return cause == null
        ? Problem.of(500, "Internal error", "The request could not be served; it was logged.")
        : ProblemResponse.of(cause);
  }

  /** A moment as it is told, to the millisecond. */
  public static String moment(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** A share of 0..1 in percent, with one decimal. */
  public static double percent(double share) {
    return Math.floor(share * 1000 + ROUNDING) / 10;
  }
}
