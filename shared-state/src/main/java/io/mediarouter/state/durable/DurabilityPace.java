package io.mediarouter.state.durable;

import java.time.Duration;

/**
 * The intervals at which things are looked after.
 *
 * @param writeLimit how long a write waits for the store before it fails
 * @param follow how soon after a change other members' rows are written
 * @param check how often everything is compared, in case that a change was missed
 * @param popularity how often popularity is written
 */
record DurabilityPace(Duration writeLimit, Duration follow, Duration check, Duration popularity) {
  static final DurabilityPace DEFAULT =
      new DurabilityPace(
          Duration.ofSeconds(5),
          Duration.ofMillis(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));
}
