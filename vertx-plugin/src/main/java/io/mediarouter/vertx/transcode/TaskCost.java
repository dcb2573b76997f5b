package io.mediarouter.vertx.transcode;

import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.vertx.load.OrcaField;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transcoding server says a finished task has cost, in the trailer {@code
 * endpoint-load-metrics} (ORCA).
 *
 * @param cpuSeconds core-seconds, above 0
 */
record TaskCost(double cpuSeconds) {
  private static final String CPU_SECONDS = "request_cost.cpu_seconds";

  /**
   * The cost in the trailers of a response that has ended; empty where none, or none usable, came.
   */
  static Optional<TaskCost> of(HttpClientResponse response) {
    return parse(response.getTrailer(OrcaField.NAME));
  }

  static Optional<TaskCost> parse(@Nullable String report) {
    if (report == null) {
      return Optional.empty();
    }
    try {
      double seconds = OrcaField.parse(report).value(CPU_SECONDS).orElse(0);
      return seconds > 0 ? Optional.of(new TaskCost(seconds)) : Optional.empty();
    } catch (MalformedReportException malformed) {
      return Optional.empty();
    }
  }
}
