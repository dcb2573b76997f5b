package io.mediarouter.harness.simulator.day;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.select.FarmLearner;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The farm of a run: what runs where, until it ends or is taken away. */
final class VirtualFarm {
  /** How old the progress of running tasks in a view may be, seconds. */
  private static final double PROGRESS_SECONDS = 10;

  private final Timeline timeline;
  private final FarmLearner learner;
  private final List<Server> servers = new ArrayList<>();
  private final Map<String, DayTask> running = new LinkedHashMap<>();
  private @Nullable FarmView view;
  private double viewedAt;

  VirtualFarm(DayScenario scenario, Timeline timeline, FarmLearner learner) {
    this.timeline = timeline;
    this.learner = learner;
    for (int i = 1; i <= scenario.servers(); i++) {
      servers.add(server("t" + i, ServerRole.TRANSCODING, scenario.cores()));
    }
    servers.add(server(Shelf.SERVER, ServerRole.DISTRIBUTION, 8));
  }

  private static Server server(String id, ServerRole role, double cores) {
    return new Server(id, Set.of(role), URI.create("http://" + id + ".test/"), cores, "");
  }

  private Server server(String id) {
    return servers.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  Set<String> transcodingIds() {
    return Set.copyOf(
        servers.stream()
            .filter(server -> server.is(ServerRole.TRANSCODING))
            .map(Server::id)
            .toList());
  }

  /** What learns of all that starts and ends here. */
  FarmLearner learner() {
    return learner;
  }

  FarmView view() {
    FarmView known = view;
    if (known == null || timeline.now() - viewedAt > PROGRESS_SECONDS) {
      known = new FarmView(servers.stream().map(this::viewOf).toList());
      view = known;
      viewedAt = timeline.now();
    }
    return known;
  }

  private ServerView viewOf(Server server) {
    List<ActiveTask> tasks =
        running.values().stream()
            .filter(task -> task.serverId().equals(server.id()))
            .map(task -> task.active(timeline.now(), Timeline.BEGIN))
            .toList();
    return new ServerView(server, AdministrativeState.READY, ServerHealth.WELL, null, tasks);
  }

  Collection<DayTask> running() {
    return running.values();
  }

  /** Begins a task; {@code ended} is told when it is through, unless it is taken away before. */
  void start(DayTask task, Consumer<DayTask> ended) {
    running.put(task.id(), task);
    view = null;
    learner.started(
        task.active(timeline.now(), Timeline.BEGIN),
        server(task.serverId()),
        true,
        timeline.instant());
    timeline.at(task.end(), () -> end(task, ended));
  }

  private void end(DayTask task, Consumer<DayTask> ended) {
    if (remove(task.id(), true) != null) {
      ended.accept(task);
    }
  }

  /** Takes a task away; gives it, or null if it does not run. */
  @Nullable DayTask remove(String id) {
    return remove(id, false);
  }

  private @Nullable DayTask remove(String id, boolean complete) {
    view = null;
    learner.ended(id, complete, timeline.instant());
    return running.remove(id);
  }
}
