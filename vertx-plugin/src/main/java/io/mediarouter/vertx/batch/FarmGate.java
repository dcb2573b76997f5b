package io.mediarouter.vertx.batch;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoad;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.farm.Work;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.BackoffState;
import io.mediarouter.schedule.BatchGate;
import io.mediarouter.schedule.BatchScheduler;
import io.mediarouter.schedule.BatchWork;
import io.mediarouter.schedule.FarmUse;
import io.mediarouter.schedule.GateReading;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.GateState;
import io.mediarouter.schedule.Queued;
import io.mediarouter.schedule.Schedule;
import io.mediarouter.schedule.ServerUse;
import io.mediarouter.schedule.Wait;
import io.mediarouter.schedule.WaitReason;
import io.mediarouter.schedule.WorkItem;
import io.mediarouter.schedule.WorkKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The gate of batch work as this proxy reads it: what may begin on the farm now, and what gives
 * way. All proxies read the same tables, so they agree but for what is on its way. Safe for use by
 * many threads.
 */
public final class FarmGate {
  /** What keeps all work of a kind from beginning, whatever it needs. */
  private static final Set<WaitReason> GENERAL =
      EnumSet.of(WaitReason.PAUSED, WaitReason.OFF_PEAK_ONLY, WaitReason.FARM_BUSY);

  private static final double LITTLE = 1e-6;

  private final EndedTasks ended = new EndedTasks();
  private final Supplier<GateRules> rules;
  private final Supplier<FarmView> view;
  private final Supplier<ServerLoadMonitor> monitor;
  private final InstantSource clock;
  private GateState state = GateState.CLOSED;

  /**
   * A gate that is closed until it is read.
   *
   * @param rules what batch work must leave alone, now
   * @param view what is known of the farm now
   * @param monitor tells the servers' loads
   */
  public FarmGate(
      Supplier<GateRules> rules,
      Supplier<FarmView> view,
      Supplier<ServerLoadMonitor> monitor,
      InstantSource clock) {
    this.rules = rules;
    this.view = view;
    this.monitor = monitor;
    this.clock = clock;
  }

  /** What batch work may do now; remembered for the next reading. */
  public synchronized GateReading read() {
    ended.look(view.get().withRole(ServerRole.TRANSCODING), clock.instant());
    GateReading reading = look();
    state = reading.state();
    return reading;
  }

  /** The same for who only watches: nothing is different afterwards. */
  public synchronized GateReading look() {
    return new BatchGate(rules.get()).read(state, use(view.get(), clock.instant()));
  }

  private FarmUse use(FarmView farm, Instant now) {
    return new FarmUse(
        farm.withRole(ServerRole.TRANSCODING).stream().map(server -> use(server, now)).toList(),
        distributionUtilization(farm.withRole(ServerRole.DISTRIBUTION), now));
  }

  private ServerUse use(ServerView server, Instant now) {
    List<BatchWork> batch =
        server.tasks().stream().filter(task -> task.kind().isBatch()).map(FarmGate::work).toList();
    ServerLoad load = monitor.get().loadOf(server, now);
    if (ended.mayShowIn(server)) {
      double assigned = server.tasks().stream().mapToDouble(ActiveTask::demandCores).sum();
      load = new ServerLoad(assigned, load.known());
    }
    return ServerUse.of(server, Work.TRANSCODE, load, batch);
  }

  private static BatchWork work(ActiveTask task) {
    boolean ordered = task.kind() == TaskKind.BATCH;
    return BatchWork.of(task, ordered ? WorkKind.ORDERED : WorkKind.SPECULATIVE);
  }

  /** Of the servers that tell their load and take work. */
  private double distributionUtilization(List<ServerView> servers, Instant now) {
    double cores = 0;
    double capacity = 0;
    for (ServerView server : servers) {
      ServerLoad load = monitor.get().loadOf(server, now);
      if (server.report() != null && load.known() && server.accepts(Work.DELIVERY)) {
        cores += load.cores();
        capacity += server.server().capacityCores();
      }
    }
    return capacity > 0 ? cores / capacity : 0;
  }

  /** What keeps all work of a kind from beginning now; empty where nothing does. */
  public Optional<Wait> obstacle(WorkKind kind) {
    return obstacle(kind, read());
  }

  /** The same by that reading. */
  public Optional<Wait> obstacle(WorkKind kind, GateReading reading) {
    Set<String> all =
        view.get().withRole(ServerRole.TRANSCODING).stream()
            .map(server -> server.server().id())
            .collect(Collectors.toUnmodifiableSet());
    var order =
        new WorkItem("", 0, kind, Priority.BACKGROUND, null, Instant.EPOCH, Instant.EPOCH, 0);
    return obstacle(new Queued(order, BackoffState.NONE, LITTLE, all), reading)
        .filter(wait -> GENERAL.contains(wait.reason()));
  }

  private Optional<Wait> obstacle(Queued queued, GateReading reading) {
    return Optional.ofNullable(plan(List.of(queued), reading).waits().get(queued.order()));
  }

  /** What of a queue begins now, and what the rest waits for. */
  Schedule plan(Collection<Queued> queue) {
    return plan(queue, read());
  }

  private Schedule plan(Collection<Queued> queue, GateReading reading) {
    return new BatchScheduler(rules.get()).plan(queue, reading, Integer.MAX_VALUE, clock.instant());
  }

  /** What batch work may have now of what those of {@code queue} before {@code order} leave. */
  GateReading left(Collection<Queued> queue, WorkItem order) {
    return new BatchScheduler(rules.get()).left(queue, read(), order, clock.instant());
  }
}
