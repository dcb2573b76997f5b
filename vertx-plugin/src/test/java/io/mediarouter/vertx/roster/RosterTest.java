package io.mediarouter.vertx.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.farm.FarmChange;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.testfarm.Overlaid;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final int MANY = 1000;

  private final Vertx vertx = Vertx.vertx();
  private final SharedState real = InMemorySharedState.alone("p");
  private final AtomicInteger tries = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** A keeper of a farm whose changes are written only by the try of that number. */
  private Roster winning(int number) {
    var lost = CompletableFuture.completedFuture(false);
    @SuppressWarnings("unchecked")
    SharedTable<FarmChange> contended =
        Overlaid.of(
            SharedTable.class,
            real.farmChanges(),
            "remove",
            () ->
                tries.incrementAndGet() < number
                    ? lost
                    : real.farmChanges().remove("t9", version()));
    var state = Overlaid.of(SharedState.class, real, "farmChanges", () -> contended);
    return new Roster(
        vertx,
        state,
        new Farm(List.of(), Map.of()),
        List::of,
        () -> Duration.ofMinutes(1),
        InstantSource.system());
  }

  private long version() {
    return real.farmChanges().get("t9").orElseThrow().version();
  }

  private void change() {
    real.farmChanges()
        .replace("t9", SharedTable.ABSENT, FarmChange.none("operator", Instant.EPOCH))
        .toCompletableFuture()
        .join();
  }

  @Test
  void removal_thatOthersAreFasterThan_isTriedAgain() {
    change();

    winning(3).remove("t9").await();

    assertThat(tries).hasValue(3);
    assertThat(real.farmChanges().get("t9")).isEmpty();
  }

  /** Else it would be tried as fast as the machine can, for as long as it runs. */
  @Test
  void removal_thatNeverComesToBe_failsByName() {
    change();
    Roster roster = winning(MANY);

    assertThatThrownBy(() -> roster.remove("t9").await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("t9 not written");

    assertThat(tries).hasValueLessThan(MANY);
  }
}
