package io.mediarouter.harness.simulator.virtual;

/**
 * A kind of task in the traffic, such as segments or files.
 *
 * @param weight how many tasks are of it, relative to the other kinds, above 0
 * @param sizes how long they take on as many idle cores as they want
 * @param cores how many cores each wants, above 0
 */
public record TaskClass(double weight, SizeDistribution sizes, double cores) {
  public TaskClass {
    if (!(weight > 0) || !(cores > 0)) {
      throw new IllegalArgumentException(
          "weight: " + weight + ", cores: " + cores + " (expected: > 0)");
    }
  }

  /** Tasks on one core each. */
  public TaskClass(double weight, SizeDistribution sizes) {
    this(weight, sizes, 1);
  }
}
