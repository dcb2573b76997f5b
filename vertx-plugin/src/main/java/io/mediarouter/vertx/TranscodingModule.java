package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.access.RecentRequests;
import io.mediarouter.vertx.admin.explain.PastRequestForm;
import io.mediarouter.vertx.admission.Preemptor;
import io.mediarouter.vertx.config.Abandonment;
import io.mediarouter.vertx.config.PeersConfig;
import io.mediarouter.vertx.config.SpoolConfig;
import io.mediarouter.vertx.flight.Leases;
import io.mediarouter.vertx.flight.PastRequests;
import io.mediarouter.vertx.flight.PeerClient;
import io.mediarouter.vertx.flight.PeerListener;
import io.mediarouter.vertx.source.SourcePlaces;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.spool.SpoolLimits;
import io.mediarouter.vertx.store.RenditionStore;
import io.mediarouter.vertx.transcode.FailureWords;
import io.mediarouter.vertx.transcode.Flights;
import io.mediarouter.vertx.transcode.ProgressPoller;
import io.mediarouter.vertx.transcode.Transcodes;
import io.mediarouter.vertx.transcode.TranscodingParts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Transcodes: those that run here, what other proxies have of them, and how they are taken away.
 */
@Assembly
final class TranscodingModule {
  private static final int TOKEN_BYTES = 32;

  private final Basis basis;
  private final PeersConfig peersConfig;
  private final Leases leases;
  private final PeerClient client;
  private final @Nullable String secret;
  private final SpoolBudget budget;
  private final Transcodes transcodes;
  private final ProgressPoller progress;
  private final Preemptor preemptor;

  /**
   * A module that has not begun to work.
   *
   * @param places tell where sources lie
   * @param store takes what is complete
   * @param learner is told how tasks ended
   */
  TranscodingModule(
      Basis basis,
      FarmModule servers,
      SourcePlaces places,
      RenditionStore store,
      FarmLearner learner) {
    this.basis = basis;
    Vertx vertx = basis.vertx();
    SharedState state = basis.state();
    peersConfig = basis.now().peers();
    secret = peersConfig.secret(System.getenv(PeersConfig.VARIABLE));
    leases = new Leases(vertx, state);
    client =
        new PeerClient(
            vertx, secret, basis.clock(), basis.nanoTime(), Basis::newName, state::clocksAhead);
    budget =
        new SpoolBudget(
            () -> basis.now().spool().totalMemory(),
            () -> basis.now().spool().totalDisk(),
            basis.nanoTime());
    var parts =
        new TranscodingParts(
            vertx,
            servers.http(),
            servers.farm(),
            state,
            servers.reporter(),
            store,
            learner,
            () -> spool(basis.now().spool()),
            budget,
            () -> basis.now().whenNobodyWaits() == Abandonment.FINISH,
            servers.calls(),
            servers.retries(),
            servers.quarantine(),
            places,
            flights(),
            basis::timeouts,
            basis.clock(),
            basis.nanoTime(),
            Basis::newName);
    transcodes = parts.transcodes();
    progress = parts.progress(transcodes);
    preemptor = new Preemptor(vertx, state, transcodes, basis.clock());
  }

  private static SpoolLimits spool(SpoolConfig config) {
    String directory = config.directory();
    Path path = Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
    return new SpoolLimits(config.memory(), config.disk(), path);
  }

  private Flights flights() {
    return new Flights(
        basis.vertx(), leases, client, basis.state().cacheIndex(), basis.state().tasks());
  }

  /**
   * The door for the other proxies, still closed. Where no secret is configured, what opens it is
   * made by chance, and told in the cluster's tables alone.
   */
  PeerDoor door(RecentRequests recent, FarmModule servers) {
    String token = secret == null ? token() : "";
    var listener =
        new PeerListener(
            basis.vertx(),
            secret == null ? token : secret,
            basis.state().self(),
            basis.clock(),
            transcodes::find,
            id -> recent.find(id, basis.clock().instant()).map(PastRequestForm::json),
            FailureWords::of,
            basis::idle,
            servers.gateway()::serve);
    var gateway =
        new GatewayDoor(
            basis.vertx(), servers.farm(), servers.gateway(), listener, peersConfig.port());
    return new PeerDoor(peersConfig, basis.state(), leases, listener, client, token, gateway);
  }

  /** What the other proxies remember. */
  PastRequests pastRequests() {
    return new PastRequests(basis.state(), client);
  }

  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  SpoolBudget budget() {
    return budget;
  }

  Transcodes transcodes() {
    return transcodes;
  }

  Preemptor preemptor() {
    return preemptor;
  }

  void start() {
    progress.start();
  }

  void stop() {
    progress.stop();
  }

  /** Cancels all that runs. */
  void close() {
    transcodes.cancelAll("the proxy stops");
  }
}
