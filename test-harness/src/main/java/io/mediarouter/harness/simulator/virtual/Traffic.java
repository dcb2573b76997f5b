package io.mediarouter.harness.simulator.virtual;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one run in the order of their arrival: Poisson arrivals over all proxies, at one
 * rate or in a rhythm. Equal arguments give equal tasks, and a seed's sizes are the same at every
 * load.
 */
public final class Traffic {
  /** How unevenly work is spread over the media: of the logarithm of the exponent. */
  private static final double SKEW = 0.2;

  private final double[] arrival;
  private final double[] size;
  private final double[] error;
  private final double[] skew;
  private final double[] slack;
  private final double[] cores;
  private final int[] proxy;

  /**
   * Draws the tasks.
   *
   * @param kinds what is asked for
   * @param rate tasks per second, above 0
   * @param tasks how many, above 0
   * @param proxies how many proxies they arrive at, above 0
   */
  public Traffic(List<TaskClass> kinds, double rate, int tasks, int proxies, long seed) {
    this(kinds, rate, null, tasks, proxies, seed);
  }

  /** The same in a rhythm; null = at one rate. */
  public Traffic(
      List<TaskClass> kinds,
      double rate,
      @Nullable Rhythm rhythm,
      int tasks,
      int proxies,
      long seed) {
    var root = new SplittableRandom(seed);
    RandomGenerator gaps = root.split();
    RandomGenerator sizes = root.split();
    RandomGenerator errors = root.split();
    RandomGenerator places = root.split();
    RandomGenerator skews = root.split();
    arrival = new double[tasks];
    size = new double[tasks];
    error = new double[tasks];
    skew = new double[tasks];
    slack = new double[tasks];
    cores = new double[tasks];
    proxy = new int[tasks];
    RandomGenerator bursts = root.split();
    RandomGenerator slacks = root.split();
    double now = 0;
    boolean inBurst = false;
    double change = rhythm == null ? 0 : bursts.nextExponential() * rhythm.meanQuiet();
    for (int i = 0; i < tasks; i++) {
      for (; rhythm != null && change <= now; inBurst = !inBurst) {
        change += bursts.nextExponential() * (inBurst ? rhythm.meanQuiet() : rhythm.meanBurst());
      }
      now += gaps.nextExponential() / (rhythm == null ? rate : rate * rhythm.at(now, inBurst));
      arrival[i] = now;
      TaskClass kind = draw(kinds, sizes);
      size[i] = kind.sizes().sample(sizes);
      cores[i] = kind.cores();
      error[i] = errors.nextGaussian();
      skew[i] = Math.exp(SKEW * skews.nextGaussian());
      slack[i] = slacks.nextExponential();
      proxy[i] = places.nextInt(proxies);
    }
  }

  private static TaskClass draw(List<TaskClass> kinds, RandomGenerator random) {
    double at = random.nextDouble() * kinds.stream().mapToDouble(TaskClass::weight).sum();
    for (TaskClass kind : kinds) {
      at -= kind.weight();
      if (at < 0) {
        return kind;
      }
    }
    return kinds.get(kinds.size() - 1);
  }

  /** The mean work of such tasks, core-seconds of the fastest server. */
  public static double meanWork(List<TaskClass> kinds) {
    double weight = kinds.stream().mapToDouble(TaskClass::weight).sum();
    return kinds.stream()
            .mapToDouble(kind -> kind.weight() * kind.sizes().mean() * kind.cores())
            .sum()
        / weight;
  }

  /** How many tasks. */
  public int count() {
    return arrival.length;
  }

  /** The size of the task of this number, seconds on idle cores of the fastest server. */
  public double size(int number) {
    return size[number];
  }

  /**
   * How long the viewer of the task of this number can wait from its arrival, seconds; infinite
   * where it has no deadline.
   */
  public double allowance(int number, Conditions conditions) {
    return conditions.slack() == 0 || size[number] > Conditions.MOST_AWAITED
        ? Double.POSITIVE_INFINITY
        : size[number] + conditions.slack() * slack[number];
  }

  /**
   * The task of this number, on no server yet.
   *
   * @param sigma how far its predicted size is off: standard deviation of the logarithm
   */
  VirtualTask task(int number, double sigma, Conditions conditions) {
    double predicted = size[number] * Math.exp(sigma * error[number]);
    return new VirtualTask(
        number,
        proxy[number],
        arrival[number],
        size[number],
        predicted,
        sigma,
        skew[number],
        cores[number],
        allowance(number, conditions));
  }
}
