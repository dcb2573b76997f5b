package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.estimate.ConservativeEstimator;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Sources;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.batch.FarmGate;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SpeculatorTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final MediaRoutingConfig CONFIG =
      MediaRoutingConfig.parse(
          """
          servers: [{role: origin, url: http://o/}]
          presets: {small: {height: 240}}
          speculation: {standingRules: {rules: [{path: films/, presets: [small]}]}}
          """,
          "test.yaml");
  private static final AssetId LARGE = new AssetId("films/large.mp4");
  private static final AssetId SMALL = new AssetId("films/small.mp4");

  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger names = new AtomicInteger();

  /** Else one defect would end speculation until the proxy is started again. */
  @Test
  void lookThatThrows_isNotTheLast() {
    Vertx vertx = Vertx.vertx();
    var state = InMemorySharedState.alone("p");
    var speculator = new Speculator(parts(vertx, state, brokenGate(), (form, source) -> 0));

    speculator.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() >= 2);
    speculator.stop();
    vertx.close().await();
  }

  @Test
  void whatPushesOutMoreThanItSaves_isLeftAlone() {
    Vertx vertx = Vertx.vertx();
    var state = InMemorySharedState.alone("p");
    state.cacheIndex().putSource(LARGE, Sources.clip720p(), CLOCK.instant());
    state.cacheIndex().putSource(SMALL, Sources.phoneVideo(), CLOCK.instant());
    Displacement displacement =
        (form, source) -> source.equals(Sources.clip720p()) ? Double.MAX_VALUE : 0;
    var parts = parts(vertx, state, quietGate(), displacement);
    var speculator = new Speculator(parts);

    speculator.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> !parts.jobs().newestFirst().isEmpty());
    assertThat(parts.jobs().newestFirst()).extracting(BatchJob::asset).containsExactly(SMALL);
    speculator.stop();
    vertx.close().await();
  }

  private SpeculationParts parts(
      Vertx vertx, SharedState state, FarmGate gate, Displacement displacement) {
    return new SpeculationParts(
        vertx,
        state,
        new BatchJobs(vertx, state.jobs(), CLOCK, over -> {}),
        () -> CONFIG,
        (entry, noted) -> Future.succeededFuture(entry),
        new StreamCatalog(() -> CONFIG),
        () -> {
          throw new IllegalStateException("nothing of a stream is to be made");
        },
        (entry, rendition) -> List.of(),
        gate,
        new ConservativeEstimator(),
        displacement,
        CLOCK,
        () -> "job" + names.incrementAndGet());
  }

  private FarmGate brokenGate() {
    return gate(
        () -> {
          looks.incrementAndGet();
          throw new IllegalStateException("a defect");
        });
  }

  private static FarmGate quietGate() {
    return gate(() -> GateRules.DEFAULT);
  }

  private static FarmGate gate(Supplier<GateRules> rules) {
    var server =
        new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1.test/"), 8, "");
    var idle =
        new ServerView(server, AdministrativeState.READY, ServerHealth.WELL, null, List.of());
    return new FarmGate(
        rules,
        () -> new FarmView(List.of(idle)),
        () -> new ServerLoadMonitor(ServerLoadMonitor.DEFAULT_STALE_AFTER),
        CLOCK);
  }
}
