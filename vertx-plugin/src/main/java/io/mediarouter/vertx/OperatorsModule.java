package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.vertx.admin.AdminApi;
import io.mediarouter.vertx.admin.ConfigResource;
import io.mediarouter.vertx.admin.EstimatorResource;
import io.mediarouter.vertx.admin.HealthResource;
import io.mediarouter.vertx.admin.MetricsResource;
import io.mediarouter.vertx.admin.ProbesApi;
import io.mediarouter.vertx.admin.SpeculationResource;
import io.mediarouter.vertx.admin.explain.ExplainResource;
import io.mediarouter.vertx.admin.jobs.JobsResource;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.servers.BreakersResource;
import io.mediarouter.vertx.admin.servers.FarmChanges;
import io.mediarouter.vertx.admin.servers.FarmResource;
import io.mediarouter.vertx.admin.servers.QuarantineResource;
import io.mediarouter.vertx.admin.servers.RegistrationsResource;
import io.mediarouter.vertx.admin.stored.AssetsResource;
import io.mediarouter.vertx.admin.stored.ReindexResource;
import io.mediarouter.vertx.admin.stored.RenditionsResource;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.front.AdminTokens;
import io.mediarouter.vertx.metrics.Exposition;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.roster.RosterParts;
import io.mediarouter.vertx.source.SourceCatalog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The operators' interface: what it shows of the other modules, and what it has them do. */
@Assembly
final class OperatorsModule {
  private final Basis basis;
  private final FarmModule servers;
  private final StorageModule storage;
  private final TranscodingModule transcoding;
  private final BatchModule batch;
  private final DoorModule door;
  private final SourceCatalog catalog;
  private final HistoryEstimator history;
  private final @Nullable ConfigFile file;
  private final BooleanSupplier stopping;
  private final DrainOrders departures;
  private final Exposition exposition = new Exposition();

  /**
   * A module that has not begun to work.
   *
   * @param history tells how good its predictions were
   * @param file where the configuration comes from; null = from a program
   * @param stopping tells whether this proxy is about to stop
   */
  OperatorsModule(
      Basis basis,
      FarmModule servers,
      StorageModule storage,
      TranscodingModule transcoding,
      BatchModule batch,
      DoorModule door,
      SourceCatalog catalog,
      HistoryEstimator history,
      @Nullable ConfigFile file,
      BooleanSupplier stopping) {
    this.basis = basis;
    this.servers = servers;
    this.storage = storage;
    this.transcoding = transcoding;
    this.batch = batch;
    this.door = door;
    this.catalog = catalog;
    this.history = history;
    this.file = file;
    this.stopping = stopping;
    departures =
        new RosterParts(
                basis.vertx(),
                basis.state(),
                servers.roster(),
                servers.breakers(),
                transcoding.transcodes(),
                servers.watch().operators(),
                storage.soleCopies(),
                basis.clock())
            .departures();
  }

  /** The interface by the present configuration. */
  Handler<HttpServerRequest> admin(RequestModule.Present requests, ServerLoadMonitor monitor) {
    AdminBasis now = present();
    List<String> tokens = AdminTokens.ofEnvironment(System.getenv(AdminTokens.VARIABLE));
    return AdminApi.of(now, tokens, metrics(), resources(now, requests, monitor));
  }

  /** What who only watches may ask. */
  Handler<HttpServerRequest> probes() {
    AdminBasis now = present();
    return ProbesApi.of(now, health(now), metrics());
  }

  private AdminBasis present() {
    return new AdminBasis(
        basis.vertx(),
        basis.now().admin().path(),
        basis.state(),
        servers.monitor()::view,
        basis.config(),
        basis.clock());
  }

  private List<AdminResource> resources(
      AdminBasis now, RequestModule.Present requests, ServerLoadMonitor monitor) {
    return List.of(
        batch.events(),
        new JobsResource(now, batch.jobs(), catalog, requests.classifier(), Basis::newName),
        farm(now, monitor),
        new RegistrationsResource(now, servers.roster()),
        new BreakersResource(basis.state().self(), servers.breakers(), now.view()),
        new QuarantineResource(now),
        new RenditionsResource(now, storage.purges(), history, catalog, batch.backgroundOrders()),
        new ReindexResource(storage.inventory()),
        new AssetsResource(now),
        explanations(now, requests.dryRun()),
        new EstimatorResource(now, history),
        new SpeculationResource(batch.speculator()),
        health(now),
        new ConfigResource(now, file));
  }

  private AdminResource farm(AdminBasis now, ServerLoadMonitor monitor) {
    var farm =
        new FarmResource(
            now,
            servers.roster(),
            departures,
            servers.breakers(),
            servers.calls().records(),
            monitor);
    var changes = new FarmChanges(now, servers.roster(), servers.watch().operators(), farm);
    return routes -> {
      farm.addTo(routes);
      changes.addTo(routes);
    };
  }

  private AdminResource explanations(AdminBasis now, DryRun dryRun) {
    return new ExplainResource(now, dryRun, door.traces().recent(), transcoding.pastRequests());
  }

  private HealthResource health(AdminBasis now) {
    return new HealthResource(now, servers.calls().records(), stopping, Basis::newName);
  }

  private MetricsResource metrics() {
    return new MetricsResource(basis.vertx(), exposition);
  }

  /** The meters as text. */
  Exposition exposition() {
    return exposition;
  }

  void start() {
    departures.start();
  }

  void stop() {
    departures.stop();
  }
}
