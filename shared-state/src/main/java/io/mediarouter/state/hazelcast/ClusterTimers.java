package io.mediarouter.state.hazelcast;

import java.time.Duration;

/**
 * The timers by which a cluster notices things; whole seconds.
 *
 * @param heartbeat how often members give a sign of life, at least 1 s
 * @param noHeartbeat silence after which a member counts as gone, above {@code heartbeat}; one
 *     whose connection breaks is noticed sooner
 * @param firstMerge when a member first looks for the other half of a split cluster, at least 1 s
 * @param nextMerge how often it looks from then on, at least 1 s
 * @param callTimeout how long a call waits for an answer, at least 1 s
 */
public record ClusterTimers(
    Duration heartbeat,
    Duration noHeartbeat,
    Duration firstMerge,
    Duration nextMerge,
    Duration callTimeout) {

  /**
   * 1 s, 5 s, 2 s, 5 s, 8 s: a lost member is noticed in about 5 s, a healed split in about 5 s.
   */
  public static final ClusterTimers DEFAULT =
      new ClusterTimers(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(8));

  public ClusterTimers {
    requireSeconds("heartbeat", heartbeat);
    requireSeconds("noHeartbeat", noHeartbeat);
    requireSeconds("firstMerge", firstMerge);
    requireSeconds("nextMerge", nextMerge);
    requireSeconds("callTimeout", callTimeout);
    if (noHeartbeat.compareTo(heartbeat) <= 0) {
      throw new IllegalArgumentException(
          "noHeartbeat: " + noHeartbeat + " (expected: above the heartbeat, " + heartbeat + ")");
    }
  }

  private static void requireSeconds(String name, Duration duration) {
    if (duration.toSeconds() < 1 || duration.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          name + ": " + duration + " (expected: whole seconds, at least 1)");
    }
  }
}
