package io.mediarouter.vertx.monitor;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.LoadMeters;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Metering;
import io.mediarouter.farm.ServerView;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.shared.Memoized;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The maker of {@link FarmView}s: joins the configured servers with what the shared tables say of
 * them, anew when a table has changed and somebody asks. Safe for use by many threads.
 */
public final class FarmMonitor {
  private final Farm farm;
  private final SharedState state;
  private final Healths healths;
  private final LoadMeters meters = new LoadMeters();
  private final Memoized<FarmView> view;

  /** A monitor of this farm. */
  public FarmMonitor(Farm farm, SharedState state, Healths healths) {
    this.farm = farm;
    this.state = state;
    this.healths = healths;
    this.view = new Memoized<>(this::compose);
    state.loads().onChange(this::invalidate);
    state.tasks().onChange(this::invalidate);
    state.servers().onChange(this::invalidate);
  }

  /** Has the next view made anew. */
  public void invalidate() {
    view.invalidate();
  }

  /** What is known now; waits for no I/O. */
  public FarmView view() {
    return view.get();
  }

  /** What learns of the servers' meters: to be told of tasks and reports. */
  LoadMeters meters() {
    return meters;
  }

  private FarmView compose() {
    Map<String, LoadReport> reports = new HashMap<>();
    state.loads().rows().forEach(row -> reports.merge(row.key(), row.value(), FarmMonitor::newer));
    Map<String, List<Row<ActiveTask>>> tasks = new HashMap<>();
    for (Row<ActiveTask> row : state.tasks().rows()) {
      tasks.computeIfAbsent(row.value().serverId(), id -> new ArrayList<>()).add(row);
    }
    return new FarmView(
        farm.all().stream().map(backEnd -> viewOf(backEnd, reports, tasks)).toList());
  }

  private static LoadReport newer(LoadReport one, LoadReport other) {
    return one.at().isAfter(other.at()) ? one : other;
  }

  private ServerView viewOf(
      BackEnd backEnd, Map<String, LoadReport> reports, Map<String, List<Row<ActiveTask>>> tasks) {
    String id = backEnd.server().id();
    AdministrativeState administrative =
        state.servers().get(id).map(Versioned::value).orElse(AdministrativeState.READY);
    List<Row<ActiveTask>> rows = tasks.getOrDefault(id, List.of());
    List<ActiveTask> ownFirst = new ArrayList<>(rows.size());
    rows.stream().filter(this::isOwn).forEach(row -> ownFirst.add(row.value()));
    int own = ownFirst.size();
    rows.stream().filter(row -> !isOwn(row)).forEach(row -> ownFirst.add(row.value()));
    LoadReport report = reports.get(id);
    return new ServerView(
        backEnd.server(),
        administrative,
        healths.of(id, report),
        report,
        ownFirst,
        own,
        report == null ? Metering.UNKNOWN : meters.of(report));
  }

  private boolean isOwn(Row<ActiveTask> row) {
    return row.owner().equals(state.self());
  }
}
