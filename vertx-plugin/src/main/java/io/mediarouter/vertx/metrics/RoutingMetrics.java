package io.mediarouter.vertx.metrics;

import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.farm.Condition;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerView;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.admission.Preemptor;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.hot.HotFiles;
import io.mediarouter.vertx.spool.SpoolBudget;
import io.mediarouter.vertx.store.StoreKeeper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of one proxy. Registries hold it weakly: whoever binds it keeps it.
 *
 * @param estimator its calibration tells how good predictions are
 * @param state the tasks and the history
 * @param spool the room that outputs take
 * @param hot the small stored files in memory
 * @param keeper counts what had to go from distribution servers
 * @param backlog the bytes of answers that wait for their clients
 * @param queue the requests that wait for capacity
 * @param preemptor counts the tasks that were taken away
 * @param breakers the circuit breakers
 * @param retries counts the further attempts
 * @param batch the gauges of batch work
 * @param view tells what is known of the farm now
 */
public record RoutingMetrics(
    HistoryEstimator estimator,
    SharedState state,
    SpoolBudget spool,
    HotFiles hot,
    StoreKeeper keeper,
    AnswerBacklog backlog,
    AdmissionQueue queue,
    Preemptor preemptor,
    Breakers breakers,
    Retries retries,
    BatchMeters batch,
    Supplier<FarmView> view)
    implements MeterBinder {
  private static final String PREFIX = "mediarouter.";
  private static final double MILLIS = 1_000;

  @Override
  public void bindTo(MeterRegistry registry) {
    bindEstimator(registry);
    gauge("history.records", "Finished tasks known.", RoutingMetrics::records).register(registry);
    gauge("tasks.active", "Transcodes of this proxy.", RoutingMetrics::tasks).register(registry);
    gauge("requests.waiting", "Requests that wait for capacity.", own -> own.queue().size())
        .register(registry);
    gauge("cluster.members", "Proxies of the cluster, this one included.", RoutingMetrics::members)
        .register(registry);
    gauge(
            "answers.waiting",
            "What waits to be sent to clients that read too slowly.",
            own -> own.backlog().bytes())
        .baseUnit("bytes")
        .register(registry);
    bindSpool(registry);
    bindHot(registry);
    bindEvictions(registry);
    bindHealth(registry);
    new BreakerMeters(registry, breakers).bind();
    batch.bindTo(registry);
    bindRetries(registry);
    FunctionCounter.builder(PREFIX + "tasks.preempted", preemptor, Preemptor::preempted)
        .description("Tasks that this proxy has had taken away for more urgent ones.")
        .register(registry);
  }

  private void bindRetries(MeterRegistry registry) {
    retries("taken", Retries::taken).register(registry);
    retries("refused", Retries::refused).register(registry);
  }

  private FunctionCounter.Builder<Retries> retries(String result, ToDoubleFunction<Retries> value) {
    return FunctionCounter.builder(PREFIX + "retries", retries, value)
        .description("Further attempts after a failure, within their budget and beyond.")
        .tag("result", result);
  }

  private void bindEstimator(MeterRegistry registry) {
    gauge(
            "estimator.ratio",
            "Predicted work by real work; 1 = unbiased.",
            own -> own.estimator().calibration().ratio())
        .register(registry);
    gauge(
            "estimator.error",
            "Mean of |predicted - real| / real.",
            own -> own.estimator().calibration().absoluteError())
        .register(registry);
    gauge(
            "estimator.coverage",
            "Share of tasks within their upper bound; aimed at 0.9.",
            own -> own.estimator().calibration().coverage())
        .register(registry);
  }

  private void bindHealth(MeterRegistry registry) {
    gauge("servers.down", "Servers that fail their checks.", RoutingMetrics::down)
        .register(registry);
    gauge(
            "servers.ejected",
            "Servers that the proxies have agreed to leave out for some work.",
            RoutingMetrics::ejected)
        .register(registry);
    gauge(
            "clocks.skew",
            "How far the clock of another proxy is from this one's, at most.",
            RoutingMetrics::skew)
        .baseUnit("seconds")
        .register(registry);
    gauge("calls.active", "Calls to servers that have not ended.", RoutingMetrics::inFlight)
        .register(registry);
  }

  private void bindSpool(MeterRegistry registry) {
    String description = "Output of running transcodes that is kept.";
    gauge("spool.size", description, own -> own.spool().memoryBytes())
        .tag("area", "memory")
        .baseUnit("bytes")
        .register(registry);
    gauge("spool.size", description, own -> own.spool().diskBytes())
        .tag("area", "disk")
        .baseUnit("bytes")
        .register(registry);
  }

  private void bindEvictions(MeterRegistry registry) {
    FunctionCounter.builder(PREFIX + "evictions", keeper, StoreKeeper::evicted)
        .description(
            "Stored files that this proxy had go: for lack of room, or copies that are not needed.")
        .register(registry);
    FunctionCounter.builder(PREFIX + "evictions.size", keeper, StoreKeeper::evictedBytes)
        .description("How long those were.")
        .baseUnit("bytes")
        .register(registry);
  }

  private void bindHot(MeterRegistry registry) {
    gauge("memory.size", "Small stored files that are kept in memory.", own -> own.hot().bytes())
        .baseUnit("bytes")
        .register(registry);
    lookups("hit", HotFiles::hits).register(registry);
    lookups("miss", HotFiles::misses).register(registry);
  }

  private FunctionCounter.Builder<HotFiles> lookups(
      String result, ToDoubleFunction<HotFiles> value) {
    return FunctionCounter.builder(PREFIX + "memory.lookups", hot, value)
        .description("Looks for small stored files in memory.")
        .tag("result", result);
  }

  private Gauge.Builder<RoutingMetrics> gauge(
      String name, String description, ToDoubleFunction<RoutingMetrics> value) {
    return Gauge.builder(PREFIX + name, this, value).description(description);
  }

  private double members() {
    return state.members().size();
  }

  private double down() {
    return count(health -> health.condition() == Condition.DOWN);
  }

  private double ejected() {
    return count(health -> !health.ejected().isEmpty());
  }

  private double count(Predicate<ServerHealth> those) {
    return view.get().servers().stream().map(ServerView::health).filter(those).count();
  }

  private double inFlight() {
    return breakers.all().stream().mapToInt(each -> each.report().inFlight()).sum();
  }

  private double skew() {
    return state.clocksAhead().values().stream()
        .mapToDouble(ahead -> Math.abs(ahead.toMillis() / MILLIS))
        .max()
        .orElse(0);
  }

  private double records() {
    return state.history().records().size();
  }

  private double tasks() {
    return state.tasks().rows().stream().filter(row -> row.owner().equals(state.self())).count();
  }
}
