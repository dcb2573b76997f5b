package io.mediarouter.harness.simulator.virtual;

/**
 * The rhythm in which arrivals rise and fall: with the time of day, and in bursts that come by
 * chance.
 *
 * @param daySeconds how long a day is, seconds, above 0
 * @param swing how far its peak is above the mean, and its night below, as a share, 0..1
 * @param burst how many times as many tasks come in a burst, at least 1
 * @param meanBurst mean length of a burst, seconds, above 0
 * @param meanQuiet mean time between bursts, seconds, above 0
 */
public record Rhythm(
    double daySeconds, double swing, double burst, double meanBurst, double meanQuiet) {
  public Rhythm {
    if (!(daySeconds > 0)
        || !(swing >= 0 && swing <= 1)
        || !(burst >= 1)
        || !(meanBurst > 0)
        || !(meanQuiet > 0)) {
      throw new IllegalArgumentException(
          "rhythm: day "
              + daySeconds
              + " s, swing "
              + swing
              + ", burst "
              + burst
              + ", "
              + meanBurst
              + " s, "
              + meanQuiet
              + " s (expected: > 0, 0..1, >= 1, > 0, > 0)");
    }
  }

  /** Some come also in the dead of night. */
  private static final double LEAST = 0.01;

  /** How many times the mean rate tasks come at. */
  double at(double now, boolean inBurst) {
    double day = 1 + swing * Math.sin(2 * Math.PI * now / daySeconds);
    double mean = (burst * meanBurst + meanQuiet) / (meanBurst + meanQuiet);
    return Math.max(LEAST, day) * (inBurst ? burst : 1) / mean;
  }
}
