package io.mediarouter.vertx.metrics;

import io.mediarouter.schedule.WaitReason;
import io.mediarouter.schedule.WorkKind;
import io.mediarouter.vertx.batch.BatchCounts;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.speculation.PredictorStanding;
import io.mediarouter.vertx.speculation.Speculator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of batch work and speculation. Registries hold it weakly: whoever binds it keeps it.
 */
public final class BatchMeters implements MeterBinder {
  private static final String PREFIX = "mediarouter.";

  private final FarmGate gate;
  private final TimedMemo<BatchCounts> counts;
  private final TimedMemo<List<PredictorStanding>> standings;

  /**
   * The gauges of these.
   *
   * @param nanoTime tells how old numbers are that cost something to find
   */
  public BatchMeters(BatchJobs jobs, FarmGate gate, Speculator speculator, LongSupplier nanoTime) {
    this.gate = gate;
    this.counts = new TimedMemo<>(jobs::counts, nanoTime);
    this.standings = new TimedMemo<>(speculator::standings, nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge("batch.running", "Renditions of jobs being made, by all proxies.", BatchMeters::running)
        .register(registry);
    for (WaitReason reason : WaitReason.values()) {
      bindQueued(reason.token(), registry);
    }
    bindQueued(BatchCounts.OTHER, registry);
    for (WorkKind kind : WorkKind.values()) {
      bindGate(kind, registry);
    }
    gauge("batch.allowed", "What batch work may use of the farm.", BatchMeters::allowed)
        .baseUnit("cores")
        .register(registry);
    standings.get().forEach(each -> bindPredictor(each.name(), registry));
  }

  private void bindQueued(String reason, MeterRegistry registry) {
    gauge(
            "batch.queued",
            "Renditions of jobs that wait, in the whole cluster, by the reason.",
            own -> own.counts.get().queued(reason))
        .tag("reason", reason)
        .register(registry);
  }

  private void bindGate(WorkKind kind, MeterRegistry registry) {
    gauge(
            "batch.gate.open",
            "1 where batch work of a kind may begin now, else 0.",
            own -> own.gate.obstacle(kind, own.gate.look()).isPresent() ? 0 : 1)
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private void bindPredictor(String name, MeterRegistry registry) {
    ofPredictor(name, "budget.left", PredictorStanding::coreSecondsLeft)
        .description("What this proxy may have spent for it now; below 0 = overdrawn.")
        .register(registry);
    ofPredictor(name, "spent", each -> each.results().spent())
        .description("What the cluster has spent for it; half as much counts after a week.")
        .register(registry);
    ofPredictor(name, "saved", each -> each.results().saved())
        .description("What uses have saved; half as much counts after a week.")
        .register(registry);
    ofPredictor(name, "wasted", each -> each.results().wasted())
        .description("What was broken off or never used; half as much counts after a week.")
        .register(registry);
  }

  private Gauge.Builder<BatchMeters> ofPredictor(
      String predictor, String name, ToDoubleFunction<PredictorStanding> value) {
    return Gauge.builder(
            PREFIX + "speculation." + name, this, own -> own.standing(predictor, value))
        .tag("predictor", predictor)
        .baseUnit("core-seconds");
  }

  private double standing(String predictor, ToDoubleFunction<PredictorStanding> value) {
    return standings.get().stream()
        .filter(each -> each.name().equals(predictor))
        .mapToDouble(value)
        .findFirst()
        .orElse(0);
  }

  private Gauge.Builder<BatchMeters> gauge(
      String name, String description, ToDoubleFunction<BatchMeters> value) {
    return Gauge.builder(PREFIX + name, this, value).description(description);
  }

  private double running() {
    return counts.get().running();
  }

  private double allowed() {
    return gate.look().allowedCores();
  }
}
