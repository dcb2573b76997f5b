package io.mediarouter.vertx.proxy;

import io.mediarouter.farm.FarmView;
import io.mediarouter.plan.Explainer;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.admission.Preemptor;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.call.BackEndClient;
import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.CachingConfig;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.config.front.PassConfig;
import io.mediarouter.vertx.door.Cors;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.health.Quarantine;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.proxy.delivery.Deliveries;
import io.mediarouter.vertx.proxy.delivery.OnDemandDelivery;
import io.mediarouter.vertx.proxy.delivery.OriginalDelivery;
import io.mediarouter.vertx.proxy.delivery.StoredDelivery;
import io.mediarouter.vertx.proxy.delivery.StoredFields;
import io.mediarouter.vertx.proxy.exchange.Audience;
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
import io.mediarouter.vertx.store.Uses;
import io.mediarouter.vertx.stream.OwnPictures;
import io.mediarouter.vertx.stream.SegmentRuns;
import io.mediarouter.vertx.stream.StoredFilms;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.stream.StreamTexts;
import io.mediarouter.vertx.stream.Viewers;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All that serving media requests is put together from.
 *
 * @param http the client for all back ends
 * @param loads is told what answers say of load
 * @param view tells what is known of the farm now
 * @param learner is told of decisions
 * @param uses learns of what is stored and used
 * @param hot what is in memory of it
 * @param streams tells what there is of each asset as a stream
 * @param ownPictures tells how sources can be cut without being decoded
 * @param viewers know who watches
 * @param admission bounds what is served at a time
 * @param isStopping tells whether this proxy is about to stop
 * @param audience learns what is asked for and delivered
 * @param prefix start of the paths of media requests
 * @param caching how long caches in front may keep renditions
 * @param traces is told of each request
 * @param cors tells which pages may read the answers
 * @param calls lets calls to servers through
 * @param retries allows for further attempts
 * @param quarantine knows what no server can make
 * @param timeouts longest waits
 * @param pass what of requests for originals goes to origins
 * @param clock of moments
 * @param nanoTime of durations, nanoseconds
 * @param random of ties
 */
public record RoutingParts(
    Vertx vertx,
    BackEndClient http,
    Farm farm,
    LoadReporter loads,
    Supplier<FarmView> view,
    MediaClassifier classifier,
    Planner planner,
    Explainer explainer,
    PolicyTable policies,
    FarmLearner learner,
    SourceCatalog catalog,
    CacheIndex index,
    Uses uses,
    HotFiles hot,
    Transcodes transcodes,
    StreamCatalog streams,
    OwnPictures ownPictures,
    Viewers viewers,
    Admission admission,
    BooleanSupplier isStopping,
    AdmissionQueue queue,
    Preemptor preemptor,
    BackgroundOrders backgroundOrders,
    Audience audience,
    String prefix,
    CachingConfig caching,
    Traces traces,
    Cors cors,
    Calls calls,
    Retries retries,
    Quarantine quarantine,
    Supplier<TimeoutConfig> timeouts,
    Supplier<PassConfig> pass,
    InstantSource clock,
    LongSupplier nanoTime,
    Supplier<RandomGenerator> random) {

  /** The interceptor that serves media requests by these parts. */
  public MediaRoutingInterceptor interceptor() {
    var decider = new Decider(contexts(), planner, learner);
    var processor =
        new RequestProcessor(
            decider,
            contexts(),
            queue,
            deliveries(),
            retries,
            quarantine,
            backgroundOrders,
            audience,
            prefix,
            caching);
    return new MediaRoutingInterceptor(
        classifier,
        cors,
        admission,
        streamRequests(processor),
        audience,
        nanoTime,
        traces,
        shortcut());
  }

  private StreamRequests streamRequests(RequestProcessor processor) {
    var ahead = new Ahead(catalog, contexts(), planner, runs());
    var steering =
        new Steering(
            () -> streams.settings().steering(),
            () -> admission.isCrowded() || isStopping.getAsBoolean());
    return new StreamRequests(
        processor,
        catalog,
        streams,
        new StreamTextDelivery(new StreamTexts(), steering),
        new SegmentDelivery(processor, catalog, streams, viewers, ahead),
        ownRungs(),
        new OwnRungDelivery(processor),
        admission::isCrowded);
  }

  private Shortcut shortcut() {
    return new Shortcut(index, hot, uses, audience, traces, this::believed, clock);
  }

  private Duration believed() {
    return catalog.freshness().check();
  }

  private SegmentRuns runs() {
    return new SegmentRuns(streams, viewers, transcodes, view, new Elsewhere(contexts(), planner));
  }

  private DecisionContexts contexts() {
    var films = new StoredFilms(streams, catalog::part);
    return new DecisionContexts(
        catalog, view, policies, admission, transcodes, films, clock, random);
  }

  /** The explanation of what these parts would do. */
  public DryRun dryRun() {
    return new DryRun(
        classifier, contexts(), new StreamParts(catalog, streams, ownRungs()), explainer);
  }

  private OwnRungs ownRungs() {
    return new OwnRungs(ownPictures, policies);
  }

  private Deliveries deliveries() {
    var backEnds = new BackEnds(vertx, http, calls, retries, timeouts);
    var forwarding = new Forwarding(backEnds, loads);
    var fields = new StoredFields(clock, this::believed, caching.details());
    var stored = new StoredDelivery(forwarding, farm, view, index, uses, hot, fields);
    return new Deliveries(
        stored,
        new OriginalDelivery(forwarding, farm, view, pass),
        new OnDemandDelivery(
            transcodes, runs(), preemptor, admission.unbegun(), stored, vertx, backEnds));
  }
}
