package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.Work;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.servers.ServerConfig;
import io.mediarouter.vertx.entry.Entries;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.health.HealthBoard;
import io.mediarouter.vertx.health.HealthParts;
import io.mediarouter.vertx.health.HealthWatch;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.load.LoadPoller;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.mediarouter.vertx.roster.Roster;
import io.mediarouter.vertx.source.SourceGateway;
import io.mediarouter.vertx.source.SourceProbe;
import io.mediarouter.vertx.source.SourceSignature;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** The servers of the farm: what knows them, asks them, and watches how well they do. */
@Assembly
final class FarmModule {
  private static final int KEY_BYTES = 32;

  private final Basis basis;
  private final BackEndClient http;
  private final Farm farm;
  private final Breakers breakers;
  private final Calls calls;
  private final Retries retries;
  private final Quarantine quarantine;
  private final FarmMonitor monitor;
  private final HealthWatch watch;
  private final LoadReporter reporter;
  private final LoadPoller loadPoller;
  private final Roster roster;
  private final SourceGateway gateway;
  private volatile Entries entries;

  /** A module that has not begun to work. */
  FarmModule(Basis basis) {
    this.basis = basis;
    Vertx vertx = basis.vertx();
    LiveConfig config = basis.config();
    SharedState state = basis.state();
    InstantSource clock = basis.clock();
    http = new BackEndClient(vertx, config);
    entries = Entries.open(config.get().servers());
    farm = new Farm(this::backEnd);
    roster =
        new Roster(
            vertx, state, farm, this::configured, () -> config.get().registration().lapse(), clock);
    breakers = new Breakers(vertx, config.get().resilience().breakers(), basis.nanoTime());
    calls = new Calls(vertx, breakers, clock, this::isLastTranscoder);
    retries = new Retries(() -> config.get().resilience().failover(), basis.nanoTime());
    HealthParts health = health();
    HealthBoard board = health.board();
    monitor = new FarmMonitor(farm, state, board);
    watch = health.watch(board, monitor);
    quarantine =
        new Quarantine(state, monitor::view, () -> config.get().resilience().quarantine(), clock);
    reporter = new LoadReporter(state.loads(), clock, () -> config.get().load());
    loadPoller = new LoadPoller(vertx, http(), farm, state, reporter, () -> basis.now().load());
    gateway =
        new SourceGateway(http(), farm, calls, new SourceSignature(key(), clock), basis::timeouts);
    roster.onChange(this::changed);
  }

  /**
   * What transcoding servers take is bounded by reservations, so that refusing the last of them
   * protects nobody. Of other work, breakers are all that bounds it.
   */
  private boolean isLastTranscoder(String serverId, Work work) {
    return work == Work.TRANSCODE && monitor.view().isLast(serverId, work);
  }

  /** What no other process knows: who is given an address comes back to this one. */
  private static byte[] key() {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private BackEnd backEnd(Server server) {
    return new BackEnd(server, entries.of(server), basis.clock());
  }

  private List<ServerDefinition> configured() {
    return basis.now().servers().stream().map(ServerConfig::definition).toList();
  }

  private HealthParts health() {
    return new HealthParts(
        basis.vertx(),
        farm,
        basis.state(),
        breakers,
        () -> basis.now().resilience(),
        () -> basis.now().load(),
        basis.clock());
  }

  private void changed() {
    List<String> present = farm.all().stream().map(each -> each.server().id()).toList();
    calls.keepOnly(present);
    monitor.invalidate();
  }

  /** What keeps its knowledge takes other settings; all else is made anew by who asks next. */
  void follow(MediaRoutingConfig changed) {
    entries = Entries.open(changed.servers());
    farm.follow();
    roster.follow();
    breakers.reconfigure(changed.resilience().breakers());
    monitor.invalidate();
  }

  SourceProbe probe() {
    return new SourceProbe(
        basis.vertx(), http(), farm, monitor::view, calls, quarantine, basis::timeouts, gateway);
  }

  SourceGateway gateway() {
    return gateway;
  }

  BackEndClient client() {
    return http;
  }

  /** The way to all servers, whoever asks. */
  Connections http() {
    return http;
  }

  Farm farm() {
    return farm;
  }

  Breakers breakers() {
    return breakers;
  }

  Calls calls() {
    return calls;
  }

  Retries retries() {
    return retries;
  }

  Quarantine quarantine() {
    return quarantine;
  }

  FarmMonitor monitor() {
    return monitor;
  }

  HealthWatch watch() {
    return watch;
  }

  LoadReporter reporter() {
    return reporter;
  }

  Roster roster() {
    return roster;
  }

  void start() {
    loadPoller.start();
    watch.start();
  }

  void stop() {
    loadPoller.stop();
    watch.stop();
  }

  Future<Void> close() {
    return http.close();
  }
}
