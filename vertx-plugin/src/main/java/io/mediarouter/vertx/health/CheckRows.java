package io.mediarouter.vertx.health;

import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The reader of the rows that tell of checks. */
final class CheckRows {
  private static final int MISSED_CHECKS = 6;

  private CheckRows() {}

  /** The newest row of each server. */
  static Map<String, Row<ServerCheck>> newest(Collection<Row<ServerCheck>> rows) {
    Map<String, Row<ServerCheck>> newest = new HashMap<>();
    rows.forEach(row -> newest.merge(row.key(), row, CheckRows::newer));
    return newest;
  }

  private static Row<ServerCheck> newer(Row<ServerCheck> one, Row<ServerCheck> other) {
    return one.value().at().isBefore(other.value().at()) ? other : one;
  }

  /** Age from which a row says nothing any more: whoever wrote it does not check any more. */
  static Duration validFor(HealthConfig health) {
    return health.interval().multipliedBy(MISSED_CHECKS).plus(health.timeout());
  }
}
