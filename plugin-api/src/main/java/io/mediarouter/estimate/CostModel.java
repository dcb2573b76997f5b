package io.mediarouter.estimate;

import io.mediarouter.estimate.TaskEstimate.Basis;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The model of what tasks cost, learned from finished ones. The log of a cost is a sum of effects,
 * each shrunk by how much is known of it:
 *
 * <ul>
 *   <li>a formula corrected by a regression on the features, per family of operations;
 *   <li>the operation's deviation from its family;
 *   <li>the server's;
 *   <li>the source's, its scene's and its piece's, predicted from the source's own earlier tasks;
 *       for a new source, from other sources that look alike;
 *   <li>and how costs have changed since ({@link CostDrift}).
 * </ul>
 *
 * <p>Memory is bounded by {@link HistoryLimits}. Tasks are predicted without a lock by any thread
 * while another one learns.
 */
public final class CostModel {
  /** Beyond this difference there is no match: as far as four times the pixels. */
  private static final double LARGEST_DIFFERENCE = 1.4;

  private static final double MOST_DEVIATIONS = 3;

  private final HistoryLimits limits;
  private final FinishedTasks tasks;
  private final ServerCostTable servers = new ServerCostTable();
  private final FamilyCost everything = new FamilyCost();
  private final CostDrift drift = new CostDrift();
  private final Oddities oddities = new Oddities();
  private final KernelChoice kernels = new KernelChoice();
  private final UpperQuantile sourceQuantile = new UpperQuantile();
  private final UpperQuantile otherQuantile = new UpperQuantile();
  private final CalibrationMeter calibration = new CalibrationMeter();
  private final ThreadLocal<Room> rooms = ThreadLocal.withInitial(Room::new);
  private volatile long learned;

  /** A model that has seen nothing. */
  public CostModel(HistoryLimits limits) {
    this.limits = limits;
    this.tasks = new FinishedTasks(limits);
  }

  /** Where one thread computes. */
  private static final class Room {
    final Neighbourhood around = new Neighbourhood();
    final Kriging kriging = new Kriging();
  }

  /** How many tasks were learned. */
  public long learned() {
    return learned;
  }

  /** How many tasks are remembered. */
  public int remembered() {
    synchronized (this) {
      return tasks.size();
    }
  }

  /** What servers differ by. */
  public ServerCosts servers() {
    return servers;
  }

  /** How good the predictions were so far. */
  public Calibration calibration() {
    return calibration.latest();
  }

  /** What a task costs on the average server. */
  public CostPrediction predict(CostFeatures features) {
    OperationCost operation = tasks.findOperation(features);
    FamilyCost family = operation == null ? tasks.findFamily(features) : operation.family();
    if (family == null) {
      return unmatched(features, everything, Double.POSITIVE_INFINITY);
    }
    SourceHistory history = tasks.of(features.source());
    return history.size() == 0
        ? fromOthers(features, operation, family)
        : fromSource(features, operation, family, history);
  }

  private CostPrediction fromSource(
      CostFeatures features,
      @Nullable OperationCost operation,
      FamilyCost family,
      SourceHistory history) {
    Room room = rooms.get();
    room.around.collect(history, features, operation, learned, limits.halfLife());
    boolean seen = room.around.includes(family);
    double difference =
        seen ? 0 : family.examples().around(features, kernels.best().total()).difference();
    if (difference > LARGEST_DIFFERENCE) {
      return unmatched(features, family, difference);
    }
    room.kriging.predict(room.around, operation, kernels.best(), oddities);
    double mean = today(features, operation, family) + room.kriging.residual();
    double variance =
        room.kriging.variance() * history.dispersion()
            + (seen ? 0 : family.baselineVariance(features));
    double demand = demand(operation, family);
    return prediction(mean, variance, demand, difference, Basis.ASSET, operation);
  }

  private CostPrediction fromOthers(
      CostFeatures features, @Nullable OperationCost operation, FamilyCost family) {
    CostKernel kernel = kernels.best();
    var around = family.examples().around(features, kernel.total());
    if (around.difference() > LARGEST_DIFFERENCE) {
      return unmatched(features, family, around.difference());
    }
    double mean = today(features, operation, family) + around.residual();
    double variance = around.variance() + family.baselineVariance(features);
    double demand = demand(operation, family);
    return prediction(mean, variance, demand, around.difference(), Basis.HISTORY, operation);
  }

  private CostPrediction unmatched(CostFeatures features, FamilyCost family, double difference) {
    double mean = family.baseline(features) + level(family);
    double variance = kernels.best().total() + family.baselineVariance(features);
    return prediction(mean, variance, Double.NaN, difference, Basis.CONSERVATIVE, null);
  }

  private CostPrediction prediction(
      double mean,
      double variance,
      double demand,
      double difference,
      Basis basis,
      @Nullable OperationCost operation) {
    UpperQuantile own = operation == null ? null : operation.quantile(basis);
    UpperQuantile quantile = own == null ? quantile(basis) : own;
    double upper = mean + quantile.deviations() * Math.sqrt(variance);
    return new CostPrediction(mean, variance, upper, demand, difference, basis);
  }

  private UpperQuantile quantile(Basis basis) {
    return basis == Basis.ASSET ? sourceQuantile : otherQuantile;
  }

  /** The baseline at the level that costs have by now. */
  private double today(
      CostFeatures features, @Nullable OperationCost operation, FamilyCost family) {
    return operation == null
        ? family.baseline(features) + level(family)
        : operation.baseline(features) + level(operation);
  }

  private double level(OperationCost operation) {
    return level(operation.family()) + operation.level().log();
  }

  private double level(FamilyCost family) {
    return drift.log() + family.level().log();
  }

  private static double demand(@Nullable OperationCost operation, FamilyCost family) {
    return operation == null ? family.demand().shrunkTo(family.demand()) : operation.demandCores();
  }

  /**
   * Learns a finished task; it is first predicted, to see how good the predictions are.
   *
   * @param serverId where it ran; null = unknown
   * @param cost what it cost
   */
  public synchronized void learn(
      CostFeatures features, @Nullable String serverId, MeasuredCost cost) {
    ServerCost server = servers.of(serverId);
    double logCost = Math.log(cost.coreSeconds());
    CostPrediction before = predict(features);
    double error = logCost - server.log() - before.logWork();
    double ownShare = ownShare(server, before.basis());
    double variance = before.variance() + server.varianceBeside(ownShare);
    boolean isMatched = before.basis() != Basis.CONSERVATIVE;
    if (isMatched) {
      server.learn(error, before.variance(), ownShare);
    }
    calibrate(features, before, error);
    double most = MOST_DEVIATIONS * Math.sqrt(variance);
    double surplus = isMatched ? error - Math.max(-most, Math.min(most, error)) : 0;
    FinishedTask finished = remember(features, server, cost, surplus);
    if (isMatched) {
      drift.learn(finished, error, variance);
    }
    server.count();
    server.refresh();
    learned = learned + 1;
  }

  /** What is odd of its cost is remembered, but teaches nothing about others. */
  private FinishedTask remember(
      CostFeatures features, ServerCost server, MeasuredCost cost, double odd) {
    double logCost = Math.log(cost.coreSeconds());
    OperationCost operation = tasks.operation(features);
    double onAverage = logCost - server.log() - level(operation);
    chooseKernel(features, operation, onAverage - operation.baseline(features));
    learnBaseline(features, operation, onAverage - odd);
    learnDemand(operation, cost);
    var finished = new FinishedTask(features, operation, server, logCost, cost.doubt(), learned);
    drift.date(finished);
    tasks.add(finished);
    return finished;
  }

  /** Of the prediction just made by this thread. */
  private double ownShare(ServerCost server, Basis basis) {
    Room room = rooms.get();
    double share = server.shareOf(learned);
    return basis == Basis.ASSET ? room.kriging.shareOf(server, room.around, share) : share;
  }

  private void calibrate(CostFeatures features, CostPrediction before, double error) {
    if (before.basis() == Basis.CONSERVATIVE) {
      calibration.addConservative();
      return;
    }
    double deviations = error / Math.sqrt(before.variance());
    tasks.operation(features).exceeded(before.basis(), deviations, quantile(before.basis()));
    quantile(before.basis()).learn(deviations);
    calibration.add(before.work(), before.upperWork(), Math.exp(before.logWork() + error));
    if (before.basis() == Basis.ASSET && features.source() != null) {
      tasks.missedBy(features.source(), error * error / before.variance());
    }
  }

  private void chooseKernel(CostFeatures features, OperationCost operation, double residual) {
    SourceHistory history = tasks.of(features.source());
    if (history.size() > 0) {
      Room room = rooms.get();
      room.around.collect(history, features, operation, learned, limits.halfLife());
      kernels.learn(room.around, room.kriging, operation, oddities, residual);
      room.around.teach(oddities, kernels.best(), residual);
    }
  }

  private void learnBaseline(CostFeatures features, OperationCost operation, double onAverage) {
    FamilyCost family = operation.family();
    int seenBefore = family.examples().count(features);
    everything.learn(features, onAverage, seenBefore);
    family.learn(features, onAverage, seenBefore);
    operation.learn(onAverage - operation.baseline(features));
    family.addExample(features, onAverage - operation.baseline(features));
  }

  private static void learnDemand(OperationCost operation, MeasuredCost cost) {
    if (cost.isMeasured() && cost.wallSeconds() > 0) {
      double cores = cost.coreSeconds() / cost.wallSeconds();
      operation.demand().learn(cores);
      operation.family().demand().learn(cores);
    }
  }

  /** The learned costs of the farm's servers. Written by one thread at a time, read by any. */
  private static final class ServerCostTable implements ServerCosts {
    /**
     * More names than any farm has: a file with a new name in each row must not fill the memory.
     */
    private static final int CAPACITY = 10_000;

    private final Map<String, ServerCost> servers = new ConcurrentHashMap<>();
    private final ServerCost average = ServerCost.average();

    @Override
    public double factorOf(String serverId) {
      ServerCost known = servers.get(serverId);
      return known == null ? 1 : known.factor();
    }

    ServerCost of(@Nullable String serverId) {
      if (serverId == null || (servers.size() >= CAPACITY && !servers.containsKey(serverId))) {
        return average;
      }
      return servers.computeIfAbsent(serverId, id -> ServerCost.unseen());
    }
  }
}
