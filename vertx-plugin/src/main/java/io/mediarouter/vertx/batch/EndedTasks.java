package io.mediarouter.vertx.batch;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which servers' load reports may still show tasks that have ended: what has just given way must
 * not count as the traffic that it gave way to. For one thread at a time.
 */
final class EndedTasks {
  /** The window of a server's meter. */
  private static final Duration SHOWN_FOR = Duration.ofSeconds(2);

  private final Map<String, Instant> lastEnds = new HashMap<>();
  private Map<String, Set<String>> before = Map.of();

  /** Sees what runs now. */
  void look(Collection<ServerView> servers, Instant now) {
    Map<String, Set<String>> present = new HashMap<>();
    for (ServerView view : servers) {
      Set<String> ids =
          view.tasks().stream().map(ActiveTask::id).collect(Collectors.toCollection(HashSet::new));
      if (!ids.containsAll(before.getOrDefault(view.server().id(), Set.of()))) {
        lastEnds.put(view.server().id(), now);
      }
      present.put(view.server().id(), ids);
    }
    before = present;
    lastEnds.keySet().retainAll(present.keySet());
  }

  /** Whether {@code view}'s report may still show such a task. */
  boolean mayShowIn(ServerView view) {
    LoadReport report = view.report();
    Instant end = lastEnds.get(view.server().id());
    return report != null && end != null && report.at().isBefore(end.plus(SHOWN_FOR));
  }
}
