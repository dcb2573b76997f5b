package io.mediarouter.vertx.admin.rest;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The bodies of requests, as JSON. */
public final class Bodies {
  /** Room for the paths of a thousand assets. */
  public static final int MOST_BYTES = 256 * 1024;

  private Bodies() {}

  /**
   * The JSON value in the body; null where there is no body.
   *
   * @throws ProblemException with status 400 if it is not JSON
   */
  public static @Nullable Object json(RoutingContext context) {
    try {
      return context.body().buffer() == null ? null : context.body().buffer().toJsonValue();
    } catch (DecodeException e) {
      throw new ProblemException(Problem.of(400, "Malformed JSON", "The body is not JSON."));
    }
  }
}
