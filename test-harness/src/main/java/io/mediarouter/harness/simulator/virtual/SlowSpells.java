package io.mediarouter.harness.simulator.virtual;

/**
 * Spells in which a server runs slower than it says, exponential in length.
 *
 * @param factor its pace in a spell, relative to its speed, 0 (exclusive) to 1
 * @param meanSlow mean length of a spell, seconds, above 0
 * @param meanNormal mean time between spells, seconds, above 0
 */
public record SlowSpells(double factor, double meanSlow, double meanNormal) {
  public SlowSpells {
    if (!(factor > 0 && factor <= 1) || !(meanSlow > 0) || !(meanNormal > 0)) {
      throw new IllegalArgumentException(
          "spells: " + factor + ", " + meanSlow + " s, " + meanNormal + " s (expected: 0..1, > 0)");
    }
  }

  /** The mean pace. */
  public double meanPace() {
    return (factor * meanSlow + meanNormal) / (meanSlow + meanNormal);
  }
}
