package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The body that tells a client what is wrong (RFC 9457). */
public final class ProblemBody {
  /** The media type of a problem. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private ProblemBody() {}

  /** The body that tells {@code problem}. */
  public static Buffer of(Problem problem) {
    var json =
        new JsonObject()
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail());
    if (problem.parameter() != null) {
      json.put("parameter", problem.parameter());
    }
    if (problem.allowed() != null) {
      json.put("allowed", problem.allowed());
    }
    return json.toBuffer();
  }
}
