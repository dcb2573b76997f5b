package io.mediarouter.farm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one server at a moment.
 *
 * @param server which
 * @param administrative what the operator wants of it
 * @param healthy whether this proxy would send it a request: its breaker does not refuse
 * @param report its last load report; null = never reported
 * @param tasks what is assigned to it by all proxies; those of this proxy first
 * @param ownTasks how many of them are this proxy's: their starts and ends are known at once, those
 *     of the others late
 */
public record ServerView(
    Server server,
    AdministrativeState administrative,
    boolean healthy,
    @Nullable LoadReport report,
    List<ActiveTask> tasks,
    int ownTasks) {

  public ServerView {
    tasks = List.copyOf(tasks);
    if (ownTasks < 0 || ownTasks > tasks.size()) {
      throw new IllegalArgumentException(
          "ownTasks: " + ownTasks + " (expected: 0.." + tasks.size() + ")");
    }
  }

  /** A view without late news: all tasks are this proxy's. */
  public ServerView(
      Server server,
      AdministrativeState administrative,
      boolean healthy,
      @Nullable LoadReport report,
      List<ActiveTask> tasks) {
    this(server, administrative, healthy, report, tasks, tasks.size());
  }

  /** Whether it may be given a request: ready and healthy. */
  public boolean isAvailable() {
    return healthy && administrative == AdministrativeState.READY;
  }

  /** Whether stored renditions may be read from it: a draining server still delivers. */
  public boolean canDeliver() {
    return healthy
        && (administrative == AdministrativeState.READY
            || administrative == AdministrativeState.DRAINING);
  }
}
