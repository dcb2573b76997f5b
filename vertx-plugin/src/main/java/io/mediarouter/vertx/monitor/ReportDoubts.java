package io.mediarouter.vertx.monitor;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notice to operators of servers whose reports have not fitted what is known of their tasks for
 * a minute: they may lie, or others may use them. For use by one thread.
 */
final class ReportDoubts {
  private static final Logger LOG = LoggerFactory.getLogger(ReportDoubts.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration TO_SHOW = Duration.ofSeconds(5);
  private static final double HIGH = 0.5;
  private static final double LOW = 0.25;

  private final Map<String, Instant> since = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Looks at a server's newest report.
   *
   * @return what is told of it now; null = nothing, or told before
   */
  @Nullable String consider(ServerView view, Instant now) {
    String id = view.server().id();
    String doubt = doubt(view);
    if (doubt == null) {
      since.remove(id);
      told.remove(id);
      return null;
    }
    Instant first = since.computeIfAbsent(id, server -> now);
    if (now.isBefore(first.plus(PATIENCE)) || !told.add(id)) {
      return null;
    }
    LOG.warn("Reports of {}: {}", id, doubt);
    return doubt;
  }

  private static @Nullable String doubt(ServerView view) {
    LoadReport report = view.report();
    if (report == null) {
      return null;
    }
    double capacity = view.server().capacityCores();
    if (view.tasks().isEmpty() && report.coresInUse() > HIGH * capacity) {
      return report.coresInUse() + " of " + capacity + " cores in use, but no task is known there";
    }
    double shown = shown(view, report.at());
    return report.coresInUse() < LOW * Math.min(shown, capacity)
        ? report.coresInUse() + " cores in use, but its tasks were predicted to use " + shown
        : null;
  }

  private static double shown(ServerView view, Instant reportedAt) {
    Instant latest = reportedAt.minus(TO_SHOW);
    return view.tasks().stream()
        .filter(task -> task.startedAt().isBefore(latest))
        .mapToDouble(ActiveTask::demandCores)
        .sum();
  }
}
