package io.mediarouter.harness.simulator.policy;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.LoadMeters;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Metering;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.harness.simulator.virtual.ServerSpec;
import io.mediarouter.harness.simulator.virtual.Sight;
import io.mediarouter.harness.simulator.virtual.VirtualTask;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The views that one proxy of Media Router has of the simulated farm. */
final class RouterViews {
  /** How often a running task's progress is told, seconds. */
  private static final double PROGRESS_SECONDS = 1;

  /** Seconds that are remembered for servers' meters: more than any meter's window. */
  private static final int MOST_SECONDS = 64;

  private final int proxy;
  private final List<Server> servers = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final double[] slowness;
  private final Map<VirtualTask, ActiveTask> tasks = new HashMap<>();
  private final List<ServerView> views = new ArrayList<>();
  private final long[] changes;
  private final double[] viewedAt;
  private final double[][] busyAt;
  private final LoadMeters meters = new LoadMeters();

  RouterViews(List<ServerSpec> specs, int proxy) {
    this.proxy = proxy;
    double fastest = specs.stream().mapToDouble(ServerSpec::speed).max().orElse(1);
    slowness = specs.stream().mapToDouble(spec -> fastest / spec.speed()).toArray();
    changes = new long[specs.size()];
    viewedAt = new double[specs.size()];
    busyAt = new double[specs.size()][MOST_SECONDS];
    Arrays.fill(changes, -1);
    for (ServerSpec spec : specs) {
      numbers.put(spec.id(), servers.size());
      servers.add(server(spec));
      views.add(view(servers.size() - 1, null, List.of(), 0));
    }
  }

  private static Server server(ServerSpec spec) {
    var url = URI.create("http://" + spec.id());
    return new Server(spec.id(), Set.of(ServerRole.TRANSCODING), url, spec.cores(), "");
  }

  private ServerView view(
      int server, @Nullable LoadReport report, List<ActiveTask> running, int own) {
    return new ServerView(
        servers.get(server),
        AdministrativeState.READY,
        ServerHealth.WELL,
        report,
        running,
        own,
        report == null ? Metering.UNKNOWN : meters.of(report));
  }

  /** The present in virtual time. */
  static Instant instant(double now) {
    return Instant.EPOCH.plusNanos(Math.round(now * 1e9));
  }

  int number(String serverId) {
    return numbers.getOrDefault(serverId, 0);
  }

  /** Core-seconds on that server per second of size. */
  double slowness(String serverId) {
    return slowness[number(serverId)];
  }

  ActiveTask started(VirtualTask task) {
    var active =
        new ActiveTask(
            Integer.toString(task.number()),
            servers.get(task.server()).id(),
            TaskKind.ON_DEMAND,
            VirtualMedia.ASSET,
            VirtualMedia.RENDITION_KEY,
            Priority.DEFAULT,
            task.cores(),
            task.cores() * task.predictedSize() * slowness[task.server()],
            instant(task.startedAt()),
            0,
            false);
    tasks.put(task, active);
    meters.started(active);
    return active;
  }

  void finished(VirtualTask task, double now) {
    ActiveTask ended = tasks.remove(task);
    if (ended != null) {
      meters.ended(ended.id(), ended.serverId(), instant(now));
    }
  }

  Server serverOf(VirtualTask task) {
    return servers.get(task.server());
  }

  /** Takes a new report of every server, if they report. */
  List<ServerView> report(Sight sight, double now) {
    for (int i = 0; i < views.size(); i++) {
      LoadReport report = reportOf(i, sight, now);
      if (report != null) {
        meters.reported(report);
      }
      refresh(i, sight, now, report);
    }
    return views;
  }

  private @Nullable LoadReport reportOf(int server, Sight sight, double now) {
    int window = (int) Math.round(sight.conditions().meterSeconds());
    if (window < 0) {
      return null;
    }
    int second = (int) Math.round(now);
    double busy = sight.busyCoreSeconds(server, now);
    double before = busyAt[server][Math.floorMod(second - window, MOST_SECONDS)];
    busyAt[server][Math.floorMod(second, MOST_SECONDS)] = busy;
    double cores = window == 0 ? sight.busyCores(server) : (busy - before) / window;
    return new LoadReport(servers.get(server).id(), Math.max(0, cores), instant(now));
  }

  /** The farm as it is seen now. */
  FarmView farm(Sight sight, double now) {
    for (int i = 0; i < views.size(); i++) {
      if (changes[i] != sight.changes(i) || now - viewedAt[i] >= PROGRESS_SECONDS) {
        refresh(i, sight, now, views.get(i).report());
      }
    }
    return new FarmView(views);
  }

  private void refresh(int server, Sight sight, double now, @Nullable LoadReport report) {
    var running = new ArrayList<ActiveTask>();
    addRunning(server, sight, now, true, running);
    int own = running.size();
    addRunning(server, sight, now, false, running);
    changes[server] = sight.changes(server);
    viewedAt[server] = now;
    views.set(server, view(server, report, running, own));
  }

  private void addRunning(
      int server, Sight sight, double now, boolean own, List<ActiveTask> running) {
    for (VirtualTask task : sight.running(server)) {
      ActiveTask active = tasks.get(task);
      if ((task.proxy() == proxy) == own && active != null) {
        running.add(active.at(sight.progress(task, now), false));
      }
    }
  }
}
