package io.mediarouter.vertx.transcode;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transcoding server says a finished task has cost, in the trailer {@code
 * endpoint-load-metrics} (ORCA).
 *
 * @param cpuSeconds core-seconds, above 0
 */
record TaskCost(double cpuSeconds) {
  private static final String FIELD = "endpoint-load-metrics";
  private static final String JSON = "JSON ";

  /**
   * The cost in the trailers of a response that has ended; empty where none, or none usable, came.
   */
  static Optional<TaskCost> of(HttpClientResponse response) {
    return parse(response.getTrailer(FIELD));
  }

  static Optional<TaskCost> parse(@Nullable String report) {
    if (report == null || !report.startsWith(JSON)) {
      return Optional.empty();
    }
    try {
      JsonObject cost =
          new JsonObject(report.substring(JSON.length())).getJsonObject("request_cost");
      Double cpuSeconds = cost == null ? null : cost.getDouble("cpu_seconds");
      return Optional.ofNullable(cpuSeconds).filter(TaskCost::isUsable).map(TaskCost::new);
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(double seconds) {
    return seconds > 0 && seconds < Double.POSITIVE_INFINITY;
  }
}
