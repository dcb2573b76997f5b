package io.mediarouter.vertx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.memory.InMemorySharedState;
import io.mediarouter.vertx.testfarm.Overlaid;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowWriterTest {
  private final Vertx vertx = Vertx.vertx();
  private final SharedTable<AdministrativeState> table = InMemorySharedState.alone("p").servers();
  private final RowWriter<AdministrativeState> writer = new RowWriter<>(vertx, table, "server");

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static AdministrativeState next(AdministrativeState before) {
    AdministrativeState[] all = AdministrativeState.values();
    return before == null ? all[0] : all[(before.ordinal() + 1) % all.length];
  }

  private static AdministrativeState last() {
    AdministrativeState[] all = AdministrativeState.values();
    return all[all.length - 1];
  }

  @Test
  void changesOfMany_areAllWritten_eachUponTheOneBefore() {
    int many = 2 * AdministrativeState.values().length;
    List<Future<?>> changes = new ArrayList<>();

    IntStream.range(0, many).forEach(i -> changes.add(writer.change("t1", RowWriterTest::next)));
    Future.all(changes).await();

    assertThat(table.get("t1").orElseThrow().value()).isEqualTo(last());
  }

  @Test
  void changeThatLeavesARowAsItIs_writesNothing_andTellsWhatIsThere() {
    writer.change("t1", before -> AdministrativeState.DRAINING).await();
    long version = table.get("t1").orElseThrow().version();

    var change = writer.change("t1", before -> null).await();

    assertThat(change.written()).isNull();
    assertThat(change.now()).contains(AdministrativeState.DRAINING);
    assertThat(table.get("t1").orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void removal_tellsWhetherThereWasSomething() {
    writer.change("t1", before -> AdministrativeState.DRAINING).await();

    assertThat(writer.remove("t1").await()).isTrue();
    assertThat(writer.remove("t1").await()).isFalse();
  }

  @Test
  void rowThatIsAlwaysWrittenByOthersFirst_isGivenUpByName() {
    var lost = CompletableFuture.completedFuture(false);
    @SuppressWarnings("unchecked")
    SharedTable<AdministrativeState> contended =
        Overlaid.of(SharedTable.class, table, "replace", () -> lost);
    var unlucky = new RowWriter<>(vertx, contended, "server");

    assertThatThrownBy(() -> unlucky.change("t1", RowWriterTest::next).await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("server: t1 not written in ");
  }

  @Test
  void whatAnotherHasWritten_isAwaited() {
    Future<AdministrativeState> seen = writer.seen("t1");

    writer.change("t1", before -> AdministrativeState.RETIRED).await();

    assertThat(seen.await()).isEqualTo(AdministrativeState.RETIRED);
  }
}
