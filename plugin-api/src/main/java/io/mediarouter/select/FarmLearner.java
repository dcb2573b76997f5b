package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The learner of a proxy: what its decisions, the tasks of all proxies and the servers' reports say
 * of the farm, as an immutable {@link FarmExperience}. Has no clock. Safe for use by many threads.
 *
 * <p>The price of a server's cores answers the question what one core more would have been worth,
 * at each decision: by how much the best choice would have been cheaper, were there one more core
 * on that server. The mean over decisions, times the arrivals per second, is what a second of that
 * core is worth, and what a task has to be worth to keep it. Prices are part of costs, so they
 * settle where v = rate x E[(cost elsewhere - cost here - v x time)+]: the condition for the best
 * mean reward when a resource takes one job at a time (renewal reward; Charnov, "Optimal foraging:
 * the marginal value theorem", 1976; Lippman and Ross, "The streetwalker's dilemma", SIAM J. Appl.
 * Math. 20(3), 1971), and the dual price of a core in the fluid limit. No constant of the traffic
 * goes in: with free cores everywhere the price is 0.
 *
 * <p>Beside the usual price there is that of the latest decisions, which a burst of tasks raises at
 * once: see {@link ServerExperience#corePrice(double)}.
 *
 * <p>Servers that are alike have one price. Prices of their own would drift apart by chance, and
 * keep themselves apart: the dearer server gets less work, so that one core more there is worth
 * more.
 */
public final class FarmLearner implements Supplier<FarmExperience> {
  /** Decisions over which prices are averaged. */
  private static final double DECISIONS = 4000;

  /** Decisions over which present prices are averaged. */
  private static final double LATEST_DECISIONS = 200;

  private static final double TASKS = 2000;
  private static final double NEWS = 100;
  private static final long FIRST_ARRIVALS = 20;
  private static final int SERVERS_PER_DECISION = 32;
  private static final int DECISIONS_PER_SNAPSHOT = 8;

  private final TaskLoadEstimator estimator;
  private final Map<String, ServerLearning> servers = new HashMap<>();
  private final Map<String, Started> running = new HashMap<>();
  private final RunningMean gap = new RunningMean(TASKS);
  private final RunningMean variance = new RunningMean(TASKS);
  private final RunningMean newsDelay = new RunningMean(NEWS);
  private double lastArrival = Double.NaN;
  private long decisions;
  private volatile FarmExperience experience = FarmExperience.NONE;

  private record Started(ActiveTask task, double servedBefore) {}

  /** A learner that has seen nothing; {@code estimator} is the selector's. */
  public FarmLearner(TaskLoadEstimator estimator) {
    this.estimator = estimator;
  }

  /** What was learned so far. */
  @Override
  public FarmExperience get() {
    return experience;
  }

  /**
   * Tells that a task has started, whichever proxy's it is; a second time says nothing.
   *
   * @param own whether it is this proxy's
   * @param now when this proxy came to know it
   */
  public synchronized void started(ActiveTask task, Server server, boolean own, Instant now) {
    double seconds = seconds(now);
    ServerLearning learning = learningOf(server.id());
    if (running.containsKey(task.id())) {
      return;
    }
    learning.started(server.capacityCores(), task.demandCores(), seconds);
    running.put(task.id(), new Started(task, learning.served()));
    arrived(seconds);
    if (!own && task.demandCores() > 0) {
      seenLate(task, learning, now);
    }
  }

  private void arrived(double now) {
    if (!Double.isNaN(lastArrival)) {
      gap.add(Math.max(0, now - lastArrival));
    }
    lastArrival = now;
  }

  private void seenLate(ActiveTask task, ServerLearning learning, Instant now) {
    double late = Remainder.elapsed(task, now);
    newsDelay.add(late);
    double hidden = Math.min(late, Remainder.alone(task));
    learning.addUnseen(hidden * task.demandCores(), seconds(now));
  }

  /**
   * Tells that a task has ended; does nothing for one that was not told to have started.
   *
   * @param complete whether it did all its work
   * @param now when this proxy came to know it
   */
  public synchronized void ended(String taskId, boolean complete, Instant now) {
    Started started = running.remove(taskId);
    if (started == null) {
      return;
    }
    ActiveTask task = started.task();
    ServerLearning learning = learningOf(task.serverId());
    learning.ended(task.demandCores(), seconds(now));
    double took = learning.served() - started.servedBefore();
    if (complete && task.demandCores() > 0 && took > 0) {
      double off = learning.addRatio(Math.log(Remainder.alone(task) / took), seconds(now));
      variance.add(off * off);
    }
  }

  /** Tells that {@code view} has a new report. */
  public synchronized void reported(ServerView view) {
    LoadReport report = view.report();
    if (report != null) {
      double wanted = view.tasks().stream().mapToDouble(ActiveTask::demandCores).sum();
      double known = Math.min(wanted, view.server().capacityCores());
      learningOf(view.server().id()).addReport(report.coresInUse(), known);
    }
  }

  /** Tells what was decided for a task without a deadline. */
  public void decided(Task task, List<ServerView> candidates, Candidate best, Instant now) {
    decided(task, null, candidates, best, now);
  }

  /**
   * Tells what was decided.
   *
   * @param deadline of the task; null = none
   * @param candidates the servers that could have been chosen
   * @param best the one that was
   */
  public synchronized void decided(
      Task task,
      @Nullable Deadline deadline,
      List<ServerView> candidates,
      Candidate best,
      Instant now) {
    TaskForecast forecast = estimator.estimate(task);
    var cost = new ChoiceCost(forecast, candidates, experience, now);
    double least = least(cost, deadline, candidates, best.score());
    int some = Math.min(candidates.size(), SERVERS_PER_DECISION);
    for (int i = 0; i < some; i++) {
      ServerView view = candidates.get((int) ((decisions * some + i) % candidates.size()));
      double withOneMore = cost.of(view, 1, least);
      boolean helps = withOneMore < least && !cost.isLate(view, deadline);
      learningOf(view.server().id())
          .addGain(helps ? (least - withOneMore) * cost.weight() : 0, cost.slowness(view.server()));
    }
    if (decisions++ % DECISIONS_PER_SNAPSHOT == 0) {
      experience = snapshot(seconds(now));
    }
  }

  /** The least cost: not that of the server which was chosen, where that was by lot. */
  private static double least(
      ChoiceCost cost, @Nullable Deadline deadline, List<ServerView> candidates, double chosen) {
    double least = chosen;
    for (int i = 0; cost.isDoubtful() && i < candidates.size(); i++) {
      ServerView view = candidates.get(i);
      double score = view.accepts(Work.TRANSCODE) ? cost.of(view, 0, least) : least;
      least = score < least && !cost.isLate(view, deadline) ? score : least;
    }
    return least;
  }

  private FarmExperience snapshot(double now) {
    double rate = gap.count() < FIRST_ARRIVALS ? 0 : 1 / Math.max(gap.mean(), 1e-9);
    var known = new HashMap<String, ServerExperience>(servers.size() * 2);
    var gains = AlikeServers.meanGains(servers.values(), ServerLearning::gain);
    var latest = AlikeServers.meanGains(servers.values(), ServerLearning::presentGain);
    servers.forEach(
        (id, one) -> {
          double price = gains.getOrDefault(one, 0.0) * rate;
          double present = latest.getOrDefault(one, 0.0) * rate;
          known.put(id, one.experience(variance.mean(), price, present, now));
        });
    return new FarmExperience(known, newsDelay.mean());
  }

  private ServerLearning learningOf(String serverId) {
    return servers.computeIfAbsent(serverId, id -> new ServerLearning(DECISIONS, LATEST_DECISIONS));
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + 1e-9 * instant.getNano();
  }
}
