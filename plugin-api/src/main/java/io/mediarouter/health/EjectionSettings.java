package io.mediarouter.health;

import java.time.Duration;

/**
 * The settings of when servers are ejected, and for how long.
 *
 * @param quorum share of the proxies of which more have to agree, 0..1 without 1
 * @param mostShare most of the servers of one role that may be ejected at a time, 0..1; never all
 * @param base how long a first ejection lasts, above 0; each in a row twice as long as the one
 *     before
 * @param longest bound of that, at least {@code base}; a server that was well for so long begins
 *     anew
 */
public record EjectionSettings(double quorum, double mostShare, Duration base, Duration longest) {
  /** More than half of the proxies; at most half of the servers; 10 s to 5 min. */
  public static final EjectionSettings DEFAULT =
      new EjectionSettings(0.5, 0.5, Duration.ofSeconds(10), Duration.ofMinutes(5));

  public EjectionSettings {
    if (!(quorum >= 0 && quorum < 1) || !(mostShare >= 0 && mostShare <= 1)) {
      throw new IllegalArgumentException(
          "ejection: quorum "
              + quorum
              + ", share "
              + mostShare
              + " (expected: 0 <= quorum < 1, 0..1)");
    }
    if (base.isNegative() || base.isZero() || longest.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "ejection: " + base + " to " + longest + " (expected: 0 < base <= longest)");
    }
  }

  /** How many of {@code members} proxies have to agree. */
  int votesOf(int members) {
    return Math.min(members, (int) Math.floor(members * quorum) + 1);
  }

  /** How many of {@code servers} may be ejected at a time. */
  int mostOf(int servers) {
    return Math.min(servers - 1, (int) Math.floor(servers * mostShare));
  }

  /** How long the ejection number {@code times} in a row lasts. */
  Duration length(int times) {
    double factor = Math.pow(2, Math.min(times, 32) - 1);
    double millis = Math.min(longest.toMillis(), base.toMillis() * factor);
    return Duration.ofMillis(Math.max(1, (long) millis));
  }
}
