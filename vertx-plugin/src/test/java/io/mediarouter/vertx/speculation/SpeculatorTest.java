package io.mediarouter.vertx.speculation;

import static org.awaitility.Awaitility.await;

import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpeculatorTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final MediaRoutingConfig CONFIG =
      MediaRoutingConfig.parse("servers: [{role: origin, url: http://o/}]", "test.yaml");

  private final AtomicInteger looks = new AtomicInteger();

  /** Else one defect would end speculation until the proxy is started again. */
  @Test
  void lookThatThrows_isNotTheLast() {
    Vertx vertx = Vertx.vertx();
    var speculator = new Speculator(parts(vertx));

    speculator.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() >= 2);
    speculator.stop();
    vertx.close().await();
  }

  private SpeculationParts parts(Vertx vertx) {
    var state = InMemorySharedState.alone("p");
    var broken =
        new FarmGate(
            () -> {
              looks.incrementAndGet();
              throw new IllegalStateException("a defect");
            },
            () -> new FarmView(List.of()),
            () -> new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER),
            CLOCK);
    return new SpeculationParts(
        vertx,
        state,
        new BatchJobs(vertx, state.jobs(), CLOCK, over -> {}),
        () -> CONFIG,
        broken,
        new ConservativeEstimator(),
        CLOCK,
        () -> "job");
  }
}
