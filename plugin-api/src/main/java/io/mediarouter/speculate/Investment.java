package io.mediarouter.speculate;

import java.time.Duration;
import java.time.Instant;

/**
 * A rendition that was made ahead of time, and whose result is still open.
 *
 * @param predictor the name of who proposed it
 * @param spent core-seconds that making it took, at least 0
 * @param benefit what its uses are worth
 * @param madeAt when it was stored
 */
public record Investment(String predictor, double spent, Benefit benefit, Instant madeAt) {
  public Investment {
    if (!(spent >= 0)) {
      throw new IllegalArgumentException("spent: " + spent + " (expected: >= 0)");
    }
  }

  /** What it has brought in the end, once it is used no more. */
  Account result(int uses, Instant now) {
    return new Account(
        spent, benefit.savedBy(uses), uses == 0 ? spent : 0, 1, Math.min(1, uses), uses, now);
  }

  /** What it has brought so far: while it is not used, what it cost counts bit by bit. */
  Account resultSoFar(int uses, Duration horizon, Instant now) {
    if (uses > 0) {
      return result(uses, now);
    }
    double share = Math.max(0, Math.min(1, ageShare(horizon, now)));
    return new Account(spent * share, 0, 0, 1, 0, 0, now);
  }

  boolean isDue(Duration horizon, Instant now) {
    return ageShare(horizon, now) >= 1;
  }

  private double ageShare(Duration horizon, Instant now) {
    return (double) Duration.between(madeAt, now).toMillis() / horizon.toMillis();
  }
}
