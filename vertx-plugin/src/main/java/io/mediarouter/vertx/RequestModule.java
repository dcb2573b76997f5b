package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.plan.Planning;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.vertx.access.AccessLog;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.admission.ClientUses;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.mediarouter.vertx.door.ControlFrames;
import io.mediarouter.vertx.door.Cors;
import io.mediarouter.vertx.door.CorsStep;
import io.mediarouter.vertx.door.Door;
import io.mediarouter.vertx.door.KernelBacklog;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.metrics.RequestMeters;
import io.mediarouter.vertx.proxy.RoutingParts;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.OwnPictures;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.stream.Viewers;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** Media requests: the door, who is let in when, and what serves those that are. */
@Assembly
final class RequestModule {
  private static final int SHORT = 8;

  /** Found out once: the runtime is not asked for each answer. */
  private static final long HALF_OF_MEMORY = Runtime.getRuntime().maxMemory() / 2;

  private final Basis basis;
  private final FarmModule servers;
  private final StorageModule storage;
  private final TranscodingModule transcoding;
  private final BatchModule batch;
  private final SourceCatalog catalog;
  private final RoutingExtension extension;
  private final FarmLearner learner;
  private final ClientUses clientUses;
  private final AnswerBacklog backlog;
  private final AdmissionQueue queue;
  private final Admission admission;
  private final Viewers viewers;
  private final OwnPictures ownPictures;
  private final Traces traces;
  private final RequestMeters meters;
  private volatile Cors cors;

  /**
   * A module that lets nobody in yet.
   *
   * @param access is told of each request
   * @param learner is told of decisions
   */
  RequestModule(
      Basis basis,
      FarmModule servers,
      StorageModule storage,
      TranscodingModule transcoding,
      BatchModule batch,
      SourceCatalog catalog,
      RoutingExtension extension,
      FarmLearner learner,
      AccessLog access) {
    this.basis = basis;
    this.servers = servers;
    this.storage = storage;
    this.transcoding = transcoding;
    this.batch = batch;
    this.catalog = catalog;
    this.extension = extension;
    this.learner = learner;
    cors = new Cors(basis.now().cors());
    viewers = new Viewers(basis.clock());
    ownPictures = new OwnPictures(basis.vertx(), catalog::read);
    backlog = new AnswerBacklog(this::mostUnsent, () -> limits().sharePerClient());
    clientUses = new ClientUses(servers.monitor()::view, basis.nanoTime());
    queue = newQueue();
    admission = new Admission(this::limits, queue, clientUses, basis.nanoTime());
    meters = new RequestMeters(admission::present);
    traces =
        new Traces(counted(access), basis.clock(), basis.nanoTime(), ThreadLocalRandom::current);
  }

  private LimitsConfig limits() {
    return basis.now().limits();
  }

  private AdmissionQueue newQueue() {
    var line = new AdmissionQueue(basis.vertx(), basis.nanoTime(), this::limits, clientUses);
    basis.state().tasks().onChange(clientUses::changed);
    basis.state().tasks().onChange(line::capacityMayBeFree);
    basis.state().loads().onChange(line::capacityMayBeFree);
    servers.roster().onChange(line::capacityMayBeFree);
    return line;
  }

  private long mostUnsent() {
    long configured = limits().unsent();
    return configured > 0 ? configured : HALF_OF_MEMORY;
  }

  /** The log, whose every line is also counted. */
  private AccessLog counted(AccessLog log) {
    return entry -> {
      meters.accept(entry);
      log.add(entry);
    };
  }

  /** What reads requests by the present configuration. */
  RequestClassifier classifier() {
    MediaRoutingConfig now = basis.now();
    return new RequestClassifier(
        now.prefix(),
        now.presets(),
        now.trust().urgencyRule(),
        now.pass().query(),
        now.limits().clientKey());
  }

  /** What serves requests by the present configuration. */
  RoutingParts routing(Logs logs, Planning planning, BooleanSupplier isStopping) {
    return new RoutingParts(
        basis.vertx(),
        servers.client(),
        servers.farm(),
        servers.reporter(),
        servers.monitor()::view,
        extension.classifier(classifier()),
        extension.planner(logs.plannerOf(planning)),
        planning.explainer(),
        basis.now().policies().table(),
        learner,
        catalog,
        basis.state().cacheIndex(),
        storage.uses(),
        storage.hot(),
        transcoding.transcodes(),
        new StreamCatalog(basis.config()::get),
        ownPictures,
        viewers,
        admission,
        isStopping,
        queue,
        transcoding.preemptor(),
        batch.backgroundOrders(),
        batch.speculator(),
        basis.now().prefix(),
        basis.now().caching(),
        traces,
        cors,
        servers.calls(),
        servers.retries(),
        servers.quarantine(),
        basis::timeouts,
        () -> basis.now().pass(),
        basis.clock(),
        basis.nanoTime(),
        ThreadLocalRandom::current);
  }

  /** What each request passes first. */
  Door door() {
    String pseudonym = "media-router-" + Basis.newName().substring(0, SHORT);
    var pages =
        new CorsStep(() -> cors, path -> RequestClassifier.isMedia(basis.now().prefix(), path));
    return Door.of(() -> basis.now().front().trustedProxies(), pseudonym, basis.nanoTime(), traces)
        .with(new KernelBacklog(), new ControlFrames(basis.nanoTime()), pages, backlog);
  }

  Traces traces() {
    return traces;
  }

  AnswerBacklog backlog() {
    return backlog;
  }

  RequestMeters meters() {
    return meters;
  }

  Admission admission() {
    return admission;
  }

  AdmissionQueue queue() {
    return queue;
  }

  void follow(MediaRoutingConfig changed) {
    cors = new Cors(changed.cors());
    queue.capacityMayBeFree();
  }

  /** Lets nobody wait any more. */
  void stop() {
    queue.close();
  }
}
