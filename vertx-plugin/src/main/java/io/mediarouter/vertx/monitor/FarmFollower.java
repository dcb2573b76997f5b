package io.mediarouter.vertx.monitor;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.shared.Coalesced;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one who tells the {@link FarmLearner} what the shared tables show: tasks that start and end,
 * whichever proxy's they are, and reports that come in. Works on a context of its own, once for all
 * changes that came together.
 */
public final class FarmFollower {
  private final Context context;
  private final FarmLearner learner;
  private final FarmMonitor monitor;
  private final SharedState state;
  private final InstantSource clock;
  private final ReportDoubts doubts = new ReportDoubts();
  private Map<String, Row<ActiveTask>> known = new HashMap<>();

  /** A follower of these tables. */
  public FarmFollower(
      Vertx vertx,
      FarmLearner learner,
      FarmMonitor monitor,
      SharedState state,
      InstantSource clock) {
    this.context = vertx.getOrCreateContext();
    this.learner = learner;
    this.monitor = monitor;
    this.state = state;
    this.clock = clock;
  }

  /** Begins to follow. */
  public void begin() {
    state.tasks().onChange(new Coalesced(context, this::followTasks));
    state.loads().onChange(new Coalesced(context, this::followLoads));
  }

  private void followTasks() {
    Map<String, Row<ActiveTask>> present = new HashMap<>();
    state.tasks().rows().forEach(row -> present.put(row.key(), row));
    present.values().forEach(this::started);
    List<Row<ActiveTask>> gone =
        known.values().stream().filter(row -> !present.containsKey(row.key())).toList();
    gone.forEach(this::ended);
    known = present;
    if (!gone.isEmpty()) {
      monitor.invalidate();
    }
  }

  private void started(Row<ActiveTask> row) {
    boolean own = row.owner().equals(state.self());
    monitor.meters().started(row.value());
    monitor
        .view()
        .server(row.value().serverId())
        .filter(view -> !known.containsKey(row.key()))
        .ifPresent(view -> learner.started(row.value(), view.server(), own, clock.instant()));
  }

  /** Our own tasks are told by who runs them, since only those know how they ended. */
  private void ended(Row<ActiveTask> row) {
    boolean own = row.owner().equals(state.self());
    learner.ended(row.key(), !own, clock.instant());
    monitor.meters().ended(row.value().id(), row.value().serverId(), clock.instant());
  }

  private void followLoads() {
    monitor.meters().keepOnly(monitor.view().servers().stream().map(v -> v.server().id()).toList());
    for (ServerView view : monitor.view().withRole(ServerRole.TRANSCODING)) {
      learner.reported(view);
      LoadReport report = view.report();
      if (report != null) {
        monitor.meters().reported(report);
      }
      doubts.consider(view, clock.instant());
    }
  }
}
