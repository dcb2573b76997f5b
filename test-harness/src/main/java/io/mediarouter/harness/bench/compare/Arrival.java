package io.mediarouter.harness.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A request of the workload.
 *
 * @param atMillis when it is sent, from the beginning
 * @param rendition what is asked for, as a query
 */
record Arrival(double atMillis, Kind kind, String rendition) {
  private static final double MILLIS = 1000;

  /** What is asked for, as path and query. */
  String target() {
    return kind.source() + "?" + rendition;
  }

  /** Poisson arrivals; the same for the same seed. */
  static List<Arrival> workload(long seed, double perSecond, double seconds) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Arrival> arrivals = new ArrayList<>();
    double at = random.nextExponential() / perSecond;
    for (; at < seconds; at += random.nextExponential() / perSecond) {
      Kind kind = Kind.draw(random);
      arrivals.add(new Arrival(at * MILLIS, kind, kind.rendition(random)));
    }
    return arrivals;
  }
}
