package io.mediarouter.select;

import java.util.Arrays;

/**
 * A server's cores as its tasks will share them: while they want more cores than there are, all
 * slow down alike (egalitarian processor sharing), and each leaves when its work is done.
 *
 * <p>Tasks that are there but not seen are a chance load, of which only the mean is known; its
 * variance is taken to be the mean, as of a Poisson number of tasks on one core each, and the
 * expected excess over the cores by Scarf's bound, E[max(0, X)] <= (m + sqrt(m^2 + v)) / 2 ("A
 * min-max solution of an inventory problem", 1958), which needs no distribution. Reused from server
 * to server within one decision; not safe for use by several threads.
 */
final class SharedCores {
  private double[] left = new double[8];
  private double[] weight = new double[8];
  private double[] demand = new double[8];
  private int count;
  private double cores;
  private double unseen;
  private double demandSum;
  private double weightSum;
  private double ownSeconds;
  private double harm;

  /** Starts anew, with a server that runs no task. */
  void clear(double newCores, double unseenCores, double foreignCores) {
    cores = newCores;
    unseen = unseenCores;
    demandSum = foreignCores;
    weightSum = 0;
    count = 0;
  }

  /**
   * Adds a task that runs.
   *
   * @param secondsLeft how long it would take alone
   * @param slowdownPerSecond what a second of delay costs it
   */
  void add(double secondsLeft, double slowdownPerSecond, double demandCores) {
    if (count == left.length) {
      grow();
    }
    int place = count++;
    for (; place > 0 && left[place - 1] > secondsLeft; place--) {
      copy(place - 1, place);
    }
    left[place] = secondsLeft;
    weight[place] = slowdownPerSecond;
    demand[place] = demandCores;
    demandSum += demandCores;
    weightSum += slowdownPerSecond;
  }

  private void copy(int from, int to) {
    left[to] = left[from];
    weight[to] = weight[from];
    demand[to] = demand[from];
  }

  private void grow() {
    left = Arrays.copyOf(left, count * 2);
    weight = Arrays.copyOf(weight, count * 2);
    demand = Arrays.copyOf(demand, count * 2);
  }

  /**
   * Works out what comes of one task more.
   *
   * @param alone seconds that it would take alone, above 0
   */
  void join(double alone, double demandCores) {
    double at = 0;
    double others = demandSum;
    double delayed = weightSum;
    ownSeconds = 0;
    harm = 0;
    for (int i = 0; i < count && at < alone; i++) {
      double step = Math.min(left[i], alone) - at;
      double with = stretch(others + demandCores);
      ownSeconds += with * step;
      harm += (with - stretch(others)) * step * delayed;
      at += step;
      others -= demand[i];
      delayed -= weight[i];
    }
    ownSeconds += stretch(others + demandCores) * (alone - at);
  }

  private double stretch(double wanted) {
    double over = wanted + unseen - cores;
    return unseen == 0
        ? Math.max(1, wanted / cores)
        : 1 + (over + Math.sqrt(over * over + unseen)) / (2 * cores);
  }

  /** How long the new task takes, seconds. */
  double ownSeconds() {
    return ownSeconds;
  }

  /** What its joining costs the tasks that were there, in slowdown. */
  double harm() {
    return harm;
  }
}
