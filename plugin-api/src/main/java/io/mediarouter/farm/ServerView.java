package io.mediarouter.farm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one server at a moment.
 *
 * @param server which
 * @param administrative what the operator wants of it
 * @param health how well it does
 * @param report its last load report; null = never reported
 * @param tasks what is assigned to it by all proxies; those of this proxy first
 * @param ownTasks how many of them are this proxy's: their starts and ends are known at once, those
 *     of the others late
 * @param metering what the report shows of these tasks, and of tasks that have ended
 */
public record ServerView(
    Server server,
    AdministrativeState administrative,
    ServerHealth health,
    @Nullable LoadReport report,
    List<ActiveTask> tasks,
    int ownTasks,
    Metering metering) {

  public ServerView {
    tasks = List.copyOf(tasks);
    if (ownTasks < 0 || ownTasks > tasks.size()) {
      throw new IllegalArgumentException(
          "ownTasks: " + ownTasks + " (expected: 0.." + tasks.size() + ")");
    }
  }

  /** A view of a server of whose meter nothing is known. */
  public ServerView(
      Server server,
      AdministrativeState administrative,
      ServerHealth health,
      @Nullable LoadReport report,
      List<ActiveTask> tasks,
      int ownTasks) {
    this(server, administrative, health, report, tasks, ownTasks, Metering.UNKNOWN);
  }

  /** A view without late news: all tasks are this proxy's. */
  public ServerView(
      Server server,
      AdministrativeState administrative,
      ServerHealth health,
      @Nullable LoadReport report,
      List<ActiveTask> tasks) {
    this(server, administrative, health, report, tasks, tasks.size());
  }

  /** Whether it may be sent such work: the operator wants it to, and its health allows it. */
  public boolean accepts(Work work) {
    return isInService(work) && health.allows(work);
  }

  /**
   * Whether it can run one more task beside those that it runs, as it is configured and as it says
   * itself. Allocates nothing.
   */
  public boolean hasSession() {
    int limit = sessions();
    return limit == 0 || sessionsInUse() < limit;
  }

  /**
   * What a task takes of the server: the cores that it keeps busy, and no less than the part of
   * them that its session stands for, where sessions are limited.
   *
   * @param demandCores cores that it keeps busy
   */
  public double coresTaken(double demandCores) {
    int limit = sessions();
    return limit == 0 ? demandCores : Math.max(demandCores, server.capacityCores() / limit);
  }

  /** Those of these proxies' tasks, and what the report counts besides them and ended ones. */
  private int sessionsInUse() {
    if (report == null) {
      return tasks.size();
    }
    int others = report.sessionsInUse() - metering.endedTasks() - countedBy(report);
    return tasks.size() + Math.max(0, others);
  }

  private int countedBy(LoadReport report) {
    int count = 0;
    for (int i = 0; i < tasks.size(); i++) {
      count += tasks.get(i).startedAt().isAfter(report.at()) ? 0 : 1;
    }
    return count;
  }

  private int sessions() {
    int told = report == null ? 0 : report.sessions();
    int configured = server.sessions();
    return told == 0 || configured == 0 ? Math.max(told, configured) : Math.min(told, configured);
  }

  /** The same server, where nobody does such work better than one that is merely slow. */
  ServerView asLastResort(Work work) {
    return health.isLastResort(work)
        ? new ServerView(
            server, administrative, health.asLastResort(work), report, tasks, ownTasks, metering)
        : this;
  }

  private boolean isInService(Work work) {
    return administrative == AdministrativeState.READY
        || (administrative == AdministrativeState.DRAINING && work.isDoneWhileDraining());
  }
}
