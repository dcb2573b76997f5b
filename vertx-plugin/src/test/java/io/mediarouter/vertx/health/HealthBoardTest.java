package io.mediarouter.vertx.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.config.resilience.ResilienceConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A board on a clock of its own. The server t1 has a load resource, t2 has none. */
class HealthBoardTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Duration SLOW_START = ResilienceConfig.DEFAULT.slowStart();

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Vertx vertx = Vertx.vertx();
  private final SharedState state = new InMemoryCluster().join("p1");
  private final Breakers breakers =
      new Breakers(vertx, ResilienceConfig.DEFAULT.breakers(), System::nanoTime);
  private final HealthBoard board = board();

  private HealthBoard board() {
    var loaded = new TranscodingInterface("t", null, null, "load", null);
    var without = new TranscodingInterface("t", null, null, null, null);
    var farm = new Farm(List.of(server("t1"), server("t2")), Map.of("t1", loaded, "t2", without));
    return new HealthParts(
            vertx,
            farm,
            state,
            breakers,
            () -> ResilienceConfig.DEFAULT,
            () -> LoadConfig.DEFAULT,
            now::get)
        .board();
  }

  private static Server server(String id) {
    return new Server(id, Set.of(ServerRole.TRANSCODING), URI.create("http://x.test/"), 4, "");
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private ServerHealth health() {
    return board.of("t1", null);
  }

  private void check(boolean up, @Nullable String problem) {
    state.checks().put("t1", new ServerCheck("t1", up, problem, now.get()));
  }

  private Breaker opened() {
    Breaker breaker = breakers.of("t1", Work.TRANSCODE);
    while (!breaker.isOpen()) {
      breaker.tryAcquire().close(Outcome.FAILURE, breakers.nanoTime());
    }
    return breaker;
  }

  @Test
  void serverThatNobodyHasSeenIll_doesNotStartSlowly() {
    assertThat(health().slowStart()).isNull();
    check(true, null);
    assertThat(health()).isEqualTo(ServerHealth.WELL);
  }

  @Test
  void openBreaker_isShownAtOnce_andItsEndBeginsASlowStart() {
    health();
    Breaker breaker = opened();

    assertThat(health().refused()).containsExactly(Work.TRANSCODE);
    assertThat(health().slowStart()).isNull();
    pass(Duration.ofSeconds(3));
    breaker.reset();
    assertThat(health().refused()).isEmpty();
    assertThat(health().slowStart().from()).isEqualTo(now.get());
    pass(SLOW_START.minusMillis(1));
    assertThat(health().slowStart()).isNotNull();
    pass(Duration.ofMillis(1));
    assertThat(health().slowStart()).isNull();
  }

  @Test
  void ejection_endsWithTime_andASlowStartFollows() {
    var ejection = new Ejection("t1", Work.TRANSCODE, START, START.plusSeconds(10), 1);
    assertThat(state.ejections().replace(ejection.key(), SharedTable.ABSENT, ejection))
        .isCompletedWithValue(true);

    assertThat(health().ejected()).containsExactly(Work.TRANSCODE);
    pass(Duration.ofSeconds(10));
    assertThat(health().ejected()).isEmpty();
    assertThat(health().slowStart()).isNotNull();
  }

  @Test
  void ejectionThatWasOver_whenThisProxyCame_saysNothing() {
    var over = new Ejection("t1", Work.TRANSCODE, START.minusSeconds(9), START, 1);
    assertThat(state.ejections().replace(over.key(), SharedTable.ABSENT, over))
        .isCompletedWithValue(true);

    assertThat(health().slowStart()).isNull();
  }

  @Test
  void serverThatWasDown_isStillRecoveringAfterItWasUnknown() {
    check(false, "refused");
    assertThat(health().condition()).isEqualTo(Condition.DOWN);
    state.checks().remove("t1");
    assertThat(health().condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(health().slowStart()).isNull();

    check(true, null);

    assertThat(health().slowStart()).isNotNull();
  }

  @Test
  void serverThatStopsReporting_isUnknown_andThenDown() {
    var report = new LoadReport("t1", 1, START);
    pass(Duration.ofSeconds(11));
    check(true, null);
    assertThat(board.of("t1", report).condition()).isEqualTo(Condition.UNKNOWN);

    pass(Duration.ofSeconds(20));
    check(true, null);

    assertThat(board.of("t1", report).condition()).isEqualTo(Condition.DOWN);
  }

  @Test
  void serverThatNobodyPolls_isNotSilent() {
    pass(Duration.ofSeconds(60));

    assertThat(board.of("t2", new LoadReport("t2", 1, START)).condition())
        .isEqualTo(Condition.UNKNOWN);
  }

  @Test
  void checksThatNobodyMakesAnyMore_sayNothing() {
    check(false, "refused");
    pass(Duration.ofSeconds(60));

    assertThat(health().condition()).isEqualTo(Condition.UNKNOWN);
  }
}
