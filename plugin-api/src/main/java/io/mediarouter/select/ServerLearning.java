package io.mediarouter.select;

/** What is being learned of one server; guarded by its {@link FarmLearner}. */
final class ServerLearning {
  private static final double UNSEEN_SECONDS = 30;
  private static final double REPORTS = 60;

  private final PaceMeter pace = new PaceMeter();
  private final RunningMean gain;
  private final RunningMean presentGain;
  private final RunningMean unaccounted = new RunningMean(REPORTS);
  private final RunningMean slowness;
  private double cores = 1;
  private double demand;
  private double served;
  private double servedAt = Double.NaN;
  private double unseen;
  private double unseenAt = Double.NaN;

  ServerLearning(double horizon, double presentHorizon) {
    gain = new RunningMean(horizon);
    presentGain = new RunningMean(presentHorizon);
    slowness = new RunningMean(horizon);
  }

  void started(double capacity, double demandCores, double now) {
    advance(now);
    cores = capacity;
    demand += demandCores;
  }

  void ended(double demandCores, double now) {
    advance(now);
    demand = Math.max(0, demand - demandCores);
  }

  private void advance(double now) {
    if (!Double.isNaN(servedAt)) {
      served += Math.max(0, now - servedAt) * Math.min(1, cores / Math.max(demand, cores));
    }
    servedAt = now;
  }

  /** Seconds of a whole core that a task which was always there would have had so far. */
  double served() {
    return served;
  }

  double addRatio(double ratio, double now) {
    return pace.add(ratio, now);
  }

  /** Adds that a task of another proxy had kept cores busy before there was news of it. */
  void addUnseen(double coreSeconds, double now) {
    unseen = unseenAt(now) + coreSeconds / UNSEEN_SECONDS;
    unseenAt = now;
  }

  private double unseenAt(double now) {
    return Double.isNaN(unseenAt)
        ? 0
        : unseen * Math.exp(-Math.max(0, now - unseenAt) / UNSEEN_SECONDS);
  }

  void addReport(double reportedCores, double knownCores) {
    unaccounted.add(reportedCores - knownCores);
  }

  /**
   * Adds what one core more would have been worth in a decision.
   *
   * @param slownessThere how much longer the task takes on this server than on the best one
   */
  void addGain(double slowdown, double slownessThere) {
    gain.add(slowdown);
    presentGain.add(slowdown);
    slowness.add(Math.log(slownessThere));
  }

  double gain() {
    return gain.mean();
  }

  /** The same over the latest decisions. */
  double presentGain() {
    return presentGain.mean();
  }

  /** Logarithm of how much longer tasks take here than on the best server. */
  double slowness() {
    return slowness.mean();
  }

  double cores() {
    return cores;
  }

  ServerExperience experience(double variance, double corePrice, double presentPrice, double now) {
    double hidden = unseenAt(now);
    return new ServerExperience(
        pace.pace(variance, now),
        corePrice,
        presentPrice,
        hidden,
        Math.max(0, unaccounted.mean() - hidden));
  }
}
