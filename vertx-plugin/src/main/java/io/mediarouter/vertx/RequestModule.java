package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.Planning;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.vertx.config.CachingConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.proxy.MediaRoutingInterceptor;
import io.mediarouter.vertx.proxy.Shortcut;
import io.mediarouter.vertx.proxy.delivery.Deliveries;
import io.mediarouter.vertx.proxy.delivery.OnDemandDelivery;
import io.mediarouter.vertx.proxy.delivery.OriginalDelivery;
import io.mediarouter.vertx.proxy.delivery.StoredDelivery;
import io.mediarouter.vertx.proxy.delivery.StoredFields;
import io.mediarouter.vertx.proxy.forward.BackEnds;
import io.mediarouter.vertx.proxy.forward.Forwarding;
import io.mediarouter.vertx.proxy.process.Decider;
import io.mediarouter.vertx.proxy.process.DecisionContexts;
import io.mediarouter.vertx.proxy.process.Elsewhere;
import io.mediarouter.vertx.proxy.process.RequestProcessor;
import io.mediarouter.vertx.proxy.stream.Ahead;
import io.mediarouter.vertx.proxy.stream.OwnRungDelivery;
import io.mediarouter.vertx.proxy.stream.OwnRungs;
import io.mediarouter.vertx.proxy.stream.SegmentDelivery;
import io.mediarouter.vertx.proxy.stream.Steering;
import io.mediarouter.vertx.proxy.stream.StreamParts;
import io.mediarouter.vertx.proxy.stream.StreamRequests;
import io.mediarouter.vertx.proxy.stream.StreamTextDelivery;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.OwnPictures;
import io.mediarouter.vertx.stream.SegmentRuns;
import io.mediarouter.vertx.stream.StoredFilms;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.stream.StreamTexts;
import io.mediarouter.vertx.stream.Viewers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Media requests: what serves those that are let in, and what tells how it would. */
@Assembly
final class RequestModule {
  private final Basis basis;
  private final FarmModule servers;
  private final StorageModule storage;
  private final TranscodingModule transcoding;
  private final BatchModule batch;
  private final DoorModule door;
  private final SourceCatalog catalog;
  private final RoutingExtension extension;
  private final FarmLearner learner;
  private final StreamCatalog streams;
  private final Viewers viewers;
  private final OwnPictures ownPictures;

  /**
   * A module that has served nobody.
   *
   * @param learner is told of decisions
   */
  RequestModule(
      Basis basis,
      FarmModule servers,
      StorageModule storage,
      TranscodingModule transcoding,
      BatchModule batch,
      DoorModule door,
      SourceCatalog catalog,
      RoutingExtension extension,
      FarmLearner learner) {
    this.basis = basis;
    this.servers = servers;
    this.storage = storage;
    this.transcoding = transcoding;
    this.batch = batch;
    this.door = door;
    this.catalog = catalog;
    this.extension = extension;
    this.learner = learner;
    streams = new StreamCatalog(basis.config()::get);
    viewers = new Viewers(basis.clock());
    ownPictures = new OwnPictures(basis.vertx(), catalog::read);
  }

  private RequestClassifier newClassifier() {
    MediaRoutingConfig now = basis.now();
    return new RequestClassifier(
        now.prefix(),
        now.presets(),
        now.trust().urgencyRule(),
        now.pass().query(),
        now.limits().clientKey());
  }

  /** What serves requests by the present configuration. */
  Present present(Logs logs, Planning planning, BooleanSupplier isStopping) {
    return new Present(logs, planning, isStopping);
  }

  /** What serves requests by one configuration. */
  @Assembly
  final class Present {
    private final RequestClassifier product = newClassifier();
    private final MediaClassifier classifier = extension.classifier(product);
    private final PolicyTable policies = basis.now().policies().table();
    private final CachingConfig caching = basis.now().caching();
    private final OwnRungs ownRungs = new OwnRungs(ownPictures, policies);
    private final Planning planning;
    private final Planner planner;
    private final BooleanSupplier isStopping;
    private final DecisionContexts contexts;
    private final SegmentRuns runs;

    private Present(Logs logs, Planning planning, BooleanSupplier isStopping) {
      this.planning = planning;
      this.isStopping = isStopping;
      planner = extension.planner(logs.plannerOf(planning));
      contexts =
          new DecisionContexts(
              catalog,
              servers.monitor()::view,
              policies,
              door.admission(),
              transcoding.transcodes(),
              new StoredFilms(streams, catalog::part),
              basis.clock(),
              ThreadLocalRandom::current);
      runs =
          new SegmentRuns(
              streams,
              viewers,
              transcoding.transcodes(),
              servers.monitor()::view,
              new Elsewhere(contexts, planner));
    }

    /** What reads requests, without what a host has changed of it. */
    RequestClassifier classifier() {
      return product;
    }

    /** The explanation of what would be done. */
    DryRun dryRun() {
      var parts = new StreamParts(catalog, streams, ownRungs);
      return new DryRun(classifier, contexts, parts, planning.explainer());
    }

    MediaRoutingInterceptor interceptor() {
      return new MediaRoutingInterceptor(
          classifier,
          door.cors(),
          door.admission(),
          streamRequests(processor()),
          batch.speculator(),
          basis.nanoTime(),
          door.traces(),
          shortcut());
    }

    private RequestProcessor processor() {
      return new RequestProcessor(
          new Decider(contexts, planner, learner),
          contexts,
          door.queue(),
          deliveries(),
          servers.retries(),
          servers.quarantine(),
          batch.backgroundOrders(),
          batch.speculator(),
          basis.now().prefix(),
          caching);
    }

    private Deliveries deliveries() {
      var backEnds =
          new BackEnds(
              basis.vertx(), servers.client(), servers.calls(), servers.retries(), basis::timeouts);
      var forwarding = new Forwarding(backEnds, servers.reporter());
      StoredDelivery stored = stored(forwarding);
      return new Deliveries(
          stored,
          new OriginalDelivery(
              forwarding, servers.farm(), servers.monitor()::view, () -> basis.now().pass()),
          new OnDemandDelivery(
              transcoding.transcodes(),
              runs,
              transcoding.preemptor(),
              door.admission().unbegun(),
              stored,
              basis.vertx(),
              backEnds));
    }

    private StoredDelivery stored(Forwarding forwarding) {
      return new StoredDelivery(
          forwarding,
          servers.farm(),
          servers.monitor()::view,
          basis.state().cacheIndex(),
          storage.uses(),
          storage.hot(),
          new StoredFields(basis.clock(), this::believed, caching.details()));
    }

    private StreamRequests streamRequests(RequestProcessor processor) {
      var ahead = new Ahead(catalog, contexts, planner, runs);
      var steering = new Steering(() -> streams.settings().steering(), this::sendsElsewhere);
      return new StreamRequests(
          processor,
          catalog,
          streams,
          new StreamTextDelivery(new StreamTexts(), steering),
          new SegmentDelivery(processor, catalog, streams, viewers, ahead),
          ownRungs,
          new OwnRungDelivery(processor),
          door.admission()::isCrowded);
    }

    private boolean sendsElsewhere() {
      return door.admission().isCrowded() || isStopping.getAsBoolean();
    }

    private Shortcut shortcut() {
      return new Shortcut(
          basis.state().cacheIndex(),
          storage.hot(),
          storage.uses(),
          batch.speculator(),
          door.traces(),
          this::believed,
          basis.clock());
    }

    private Duration believed() {
      return catalog.freshness().check();
    }
  }
}
