package io.mediarouter.harness.simulate.virtual;

/**
 * A kind of task in the traffic, such as segments or files.
 *
 * @param weight how many tasks are of it, relative to the other kinds, above 0
 * @param sizes how large they are
 */
public record TaskClass(double weight, SizeDistribution sizes) {
  public TaskClass {
    if (!(weight > 0)) {
      throw new IllegalArgumentException("weight: " + weight + " (expected: > 0)");
    }
  }
}
