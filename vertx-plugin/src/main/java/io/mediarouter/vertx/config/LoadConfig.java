package io.mediarouter.vertx.config;

import java.time.Duration;

/**
 * How the load of the farm's servers is learned.
 *
 * @param poll time between two questions to one server's load resource, above 0
 * @param staleAfter age from which a report is not believed, above {@code poll}; the server's load
 *     is unknown then
 */
public record LoadConfig(Duration poll, Duration staleAfter) {
  public static final Duration DEFAULT_POLL = Duration.ofSeconds(1);
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofSeconds(10);

  public static final LoadConfig DEFAULT = new LoadConfig(DEFAULT_POLL, DEFAULT_STALE_AFTER);

  public LoadConfig {
    Checks.positive("loadPoll", poll);
    Checks.require(
        staleAfter.compareTo(poll) > 0,
        "loadStaleAfter",
        Quantities.written(staleAfter),
        "above loadPoll, " + Quantities.written(poll));
  }
}
