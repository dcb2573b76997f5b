package io.mediarouter.vertx.server;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.access.Trace;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.door.ProblemBody;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyResponse;
import javax.net.ssl.SSLException;

/** The answers to clients where the fallback says nothing that could be passed on. */
final class FallbackAnswers {
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER_SECONDS = "2";

  private FallbackAnswers() {}

  /** A status and nothing else. */
  static ProxyResponse status(ProxyContext context, int status) {
    return context
        .request()
        .release()
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_LENGTH, "0");
  }

  /** What is wrong when there is no answer. */
  static ProxyResponse failure(ProxyContext context, Throwable cause) {
    Problem problem = problem(cause);
    Trace trace = context.get(Trace.KEY, Trace.class);
    if (trace != null) {
      trace.because(Endings.describe(cause));
    }
    ProxyResponse response =
        context
            .request()
            .release()
            .response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.status() == UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return context.request().getMethod().equals(HttpMethod.HEAD)
        ? response.putHeader(HttpHeaders.CONTENT_LENGTH, "0")
        : response.setBody(
            Body.body(ProblemBody.of(problem), MediaType.parse(ProblemBody.CONTENT_TYPE)));
  }

  /** Too many wait for a connection already: that is no failure of the fallback's. */
  private static Problem problem(Throwable cause) {
    if (cause instanceof ConnectionPoolTooBusyException) {
      return Problem.of(UNAVAILABLE, "Too busy", "Too many requests wait for the site.");
    }
    if (cause instanceof ClientBodyException) {
      return Problem.of(400, "Bad request", "The request's body is malformed, or broke off.");
    }
    if (cause instanceof SSLException) {
      return Problem.of(502, "Site not trusted", "The site's certificate was not accepted.");
    }
    return ProblemResponse.of(cause);
  }
}
