package io.mediarouter.vertx.metrics;

import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerLoad;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import io.mediarouter.vertx.roster.Roster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The gauges of the farm's servers in one registry. They come and go with the servers. Safe for use
 * by many threads.
 */
public final class ServerMeters {
  private static final String PREFIX = "mediarouter.server.";

  private final MeterRegistry registry;
  private final Roster roster;
  private final Supplier<FarmView> view;
  private final Supplier<ServerLoadMonitor> monitor;
  private final InstantSource clock;
  private final Map<String, List<Meter>> shown = new HashMap<>();

  /**
   * Gauges of these servers.
   *
   * @param view tells what is known of the farm now
   * @param monitor tells a server's load
   * @param clock of moments
   */
  public ServerMeters(
      MeterRegistry registry,
      Roster roster,
      Supplier<FarmView> view,
      Supplier<ServerLoadMonitor> monitor,
      InstantSource clock) {
    this.registry = registry;
    this.roster = roster;
    this.view = view;
    this.monitor = monitor;
    this.clock = clock;
  }

  /** Shows those that there are, and from now on those that come. */
  public void bind() {
    roster.onChange(this::follow);
    follow();
  }

  private synchronized void follow() {
    Set<String> present =
        roster.all().stream().map(ServerDefinition::id).collect(Collectors.toSet());
    Set<String> gone = new HashSet<>(shown.keySet());
    gone.removeAll(present);
    gone.forEach(this::hide);
    present.forEach(id -> shown.computeIfAbsent(id, this::show));
  }

  private void hide(String id) {
    List<Meter> meters = shown.remove(id);
    if (meters != null) {
      meters.forEach(registry::remove);
    }
  }

  private List<Meter> show(String id) {
    return List.of(
        cores(id, "load", "What a server is taken to be busy with; NaN: not known.", this::load),
        cores(
            id, "capacity", "What a server has for tasks.", each -> each.server().capacityCores()),
        cores(
            id,
            "room",
            "What of a server is free for another task; 0 where its load is not known.",
            this::room),
        gauge(id, "up", "1 where a server is sent some kind of work, else 0.", ServerMeters::up)
            .register(registry),
        gauge(id, "tasks", "Transcodes on a server, of all proxies.", each -> each.tasks().size())
            .register(registry));
  }

  private Gauge cores(
      String id, String name, String description, ToDoubleFunction<ServerView> value) {
    return gauge(id, name, description, value).baseUnit("cores").register(registry);
  }

  /** A server that is out of use is not in the view. */
  private Gauge.Builder<ServerMeters> gauge(
      String id, String name, String description, ToDoubleFunction<ServerView> value) {
    return Gauge.builder(
            PREFIX + name,
            this,
            own -> own.view.get().server(id).map(value::applyAsDouble).orElse(0.0))
        .description(description)
        .tag("server", id);
  }

  private ServerLoad loadOf(ServerView server) {
    return monitor.get().loadOf(server, clock.instant());
  }

  private double load(ServerView server) {
    ServerLoad load = loadOf(server);
    return load.known() ? load.cores() : Double.NaN;
  }

  private double room(ServerView server) {
    return loadOf(server).freeCores(server.server());
  }

  private static double up(ServerView server) {
    return Arrays.stream(Work.values()).anyMatch(server::accepts) ? 1 : 0;
  }
}
