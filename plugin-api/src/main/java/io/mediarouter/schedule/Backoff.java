package io.mediarouter.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The rule for how long a rendition rests after a setback: twice as long with each one in a row.
 * Immutable and pure.
 *
 * @param first the rest after the first setback, above 0
 * @param longest the longest rest, at least {@code first}
 * @param jitter share of each rest that is left to chance, 0..1, so that what failed together is
 *     not tried again together
 */
public record Backoff(Duration first, Duration longest, double jitter) {
  /** 1 s to 1 min, a fifth left to chance. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2);

  private static final int MOST_DOUBLINGS = 30;

  public Backoff {
    if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff: " + first + ".." + longest + " (expected: 0 < first <= longest)");
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter: " + jitter + " (expected: 0..1)");
    }
  }

  /** The rest after one more setback at {@code now}. */
  public BackoffState after(BackoffState before, Instant now, RandomGenerator random) {
    int setbacks = before.setbacks() + 1;
    return new BackoffState(setbacks, now.plus(shortened(grown(setbacks), random)));
  }

  /** The shortest rest, without a setback: it did not fail, there is just no room. */
  public BackoffState postponed(BackoffState before, Instant now) {
    return new BackoffState(before.setbacks(), now.plus(first));
  }

  private Duration grown(int setbacks) {
    int doublings = Math.min(setbacks - 1, MOST_DOUBLINGS);
    boolean isLongest = longest.dividedBy(1L << doublings).compareTo(first) <= 0;
    return isLongest ? longest : first.multipliedBy(1L << doublings);
  }

  private Duration shortened(Duration rest, RandomGenerator random) {
    double share = 1 - jitter * random.nextDouble();
    return Duration.ofNanos(Math.round(rest.toNanos() * share));
  }
}
