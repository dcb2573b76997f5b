package io.mediarouter.vertx.config;

import java.time.Duration;
import java.util.List;

/**
 * How the load of the farm's servers is learned.
 *
 * @param poll time between two questions to one server's load resource, above 0
 * @param staleAfter age from which a report is not believed, above {@code poll}; the server's load
 *     is unknown then
 * @param metrics names of a report's values of which the highest tells the utilization, such as
 *     {@code named_metrics.gpu}; where a report has none of them, the usual ones do
 */
public record LoadConfig(Duration poll, Duration staleAfter, List<String> metrics) {
  public static final Duration DEFAULT_POLL = Duration.ofSeconds(1);
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofSeconds(10);

  public static final LoadConfig DEFAULT =
      new LoadConfig(DEFAULT_POLL, DEFAULT_STALE_AFTER, List.of());

  public LoadConfig {
    metrics = List.copyOf(metrics);
    Checks.positive("loadPoll", poll);
    Checks.require(
        staleAfter.compareTo(poll) > 0,
        "loadStaleAfter",
        Quantities.written(staleAfter),
        "above loadPoll, " + Quantities.written(poll));
  }
}
