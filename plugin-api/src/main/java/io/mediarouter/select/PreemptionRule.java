package io.mediarouter.select;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rule that finds the cheapest sufficient set of tasks to take away for a more urgent one:
 * speculative work first, then what was ordered as batch work, then on-demand tasks whose client
 * has not been sent a byte; a stream that a viewer is receiving only where that is allowed.
 * Immutable and pure.
 *
 * <p>On each server the victims are taken by class, batch work then by its own urgency, and then by
 * the work that would be lost, the least first, until there is room; then those that turn out not
 * to be needed are spared, the dearest first. The server whose victims cost least is chosen.
 */
public final class PreemptionRule {
  /** What a victim of a dearer class counts more than any work of a cheaper class, core-seconds. */
  private static final double CLASS_STEP = 1e9;

  /** What batch work of the next urgency counts more than any work of a lesser one. */
  private static final double URGENCY_STEP = 1e7;

  private final ServerLoadMonitor monitor;
  private final TaskLoadEstimator estimator;
  private final double highestUtilization;

  /**
   * A rule for servers that never share a core between tasks, which knows loads by {@code monitor}
   * and tasks by {@code estimator}.
   */
  public PreemptionRule(ServerLoadMonitor monitor, TaskLoadEstimator estimator) {
    this(monitor, estimator, 1);
  }

  /**
   * A rule for servers that may be loaded beyond their cores.
   *
   * @param highestUtilization load that there is room up to, relative to a server's capacity, above
   *     0; infinite = no limit
   */
  public PreemptionRule(
      ServerLoadMonitor monitor, TaskLoadEstimator estimator, double highestUtilization) {
    this.monitor = monitor;
    this.estimator = estimator;
    this.highestUtilization = highestUtilization;
  }

  /**
   * The cheapest way to make room for {@code task}.
   *
   * @param priority of the task; only less urgent tasks are taken away
   * @param alsoDelivering whether a stream that a viewer is receiving may be taken away
   * @return empty where no server can be freed enough
   */
  public Optional<Preemption> find(
      Task task,
      List<ServerView> candidates,
      Priority priority,
      boolean alsoDelivering,
      Instant now) {
    TaskForecast forecast = estimator.estimate(task);
    return candidates.stream()
        .map(view -> onServer(forecast.on(view.server()), view, priority, alsoDelivering, now))
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(preemption -> preemption.candidate().score()));
  }

  private Optional<Preemption> onServer(
      TaskEstimate estimate,
      ServerView view,
      Priority priority,
      boolean alsoDelivering,
      Instant now) {
    if (!monitor.loadOf(view, now).known()) {
      return Optional.empty();
    }
    List<ActiveTask> eligible =
        view.tasks().stream()
            .filter(task -> givesWay(task, priority))
            .filter(task -> alsoDelivering || !isWatched(task))
            .sorted(Comparator.comparingDouble(PreemptionRule::cost))
            .toList();
    return sufficient(eligible, room(view, estimate, now))
        .map(
            victims ->
                new Preemption(new Candidate(view.server(), estimate, total(victims)), victims));
  }

  /** Batch work gives way to whoever waits; its own priority only counts among batch work. */
  private static boolean givesWay(ActiveTask task, Priority priority) {
    return task.kind().isBatch() || priority.isMoreUrgentThan(task.priority());
  }

  private static boolean isWatched(ActiveTask task) {
    return task.kind() == TaskKind.ON_DEMAND && task.delivering();
  }

  private static double cost(ActiveTask task) {
    double lost = task.progress() * task.workCoreSeconds();
    return lost + classOf(task) * CLASS_STEP + urgencyOf(task) * URGENCY_STEP;
  }

  /** Whoever waits counts by what is lost alone; of what nobody waits for, its order tells. */
  private static int urgencyOf(ActiveTask task) {
    return task.kind().isBatch() ? Priority.BACKGROUND.urgency() - task.priority().urgency() : 0;
  }

  private static int classOf(ActiveTask task) {
    return task.kind().isBatch()
        ? task.kind() == TaskKind.BATCH ? 1 : 0
        : task.delivering() ? 3 : 2;
  }

  private static double total(List<ActiveTask> victims) {
    return victims.stream().mapToDouble(PreemptionRule::cost).sum();
  }

  /** Tells whether there is room once such tasks are gone. */
  private Predicate<List<ActiveTask>> room(ServerView view, TaskEstimate estimate, Instant now) {
    return victims ->
        monitor.hasRoom(without(victims, view), estimate.demandCores(), highestUtilization, now);
  }

  /**
   * What a report says is taken to be the victims' as far as they explain it: a task that has just
   * begun counts in the load as reserved and as reported, and both go with it.
   */
  private static ServerView without(List<ActiveTask> victims, ServerView view) {
    List<ActiveTask> others =
        view.tasks().stream().filter(task -> !victims.contains(task)).toList();
    LoadReport report = view.report();
    double freed = victims.stream().mapToDouble(ActiveTask::demandCores).sum();
    return new ServerView(
        view.server(),
        view.administrative(),
        view.health(),
        report == null ? null : lowered(report, freed, victims.size()),
        others,
        others.size(),
        view.metering());
  }

  private static LoadReport lowered(LoadReport report, double freed, int tasks) {
    double left = Math.max(0, report.coresInUse() - freed);
    int sessions = Math.max(0, report.sessionsInUse() - tasks);
    return new LoadReport(report.serverId(), left, report.at(), sessions, report.sessions());
  }

  private static Optional<List<ActiveTask>> sufficient(
      List<ActiveTask> eligible, Predicate<List<ActiveTask>> room) {
    List<ActiveTask> victims = new ArrayList<>();
    for (ActiveTask task : eligible) {
      victims.add(task);
      if (room.test(victims)) {
        spare(victims, room);
        return Optional.of(victims);
      }
    }
    return Optional.empty();
  }

  private static void spare(List<ActiveTask> victims, Predicate<List<ActiveTask>> room) {
    for (int i = victims.size() - 1; i >= 0 && victims.size() > 1; i--) {
      ActiveTask spared = victims.remove(i);
      if (!room.test(victims)) {
        victims.add(i, spared);
      }
    }
  }
}
