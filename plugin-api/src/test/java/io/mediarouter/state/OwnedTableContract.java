package io.mediarouter.state;

import static io.mediarouter.state.StateSamples.load;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.farm.PeerAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link OwnedTable} does, told by the table of loads. */
public abstract class OwnedTableContract extends ClusterContract {
  @Test
  void put_isSeenByItsOwnMemberAtOnce() throws Exception {
    SharedState member = join();

    member.loads().put("t1", load("t1", 2));

    assertThat(member.loads().own("t1")).contains(load("t1", 2));
    assertThat(member.loads().rows()).containsExactly(row(member, 2));
  }

  @Test
  void put_isSeenByTheOthersSoon() throws Exception {
    SharedState first = join();
    SharedState second = join();

    first.loads().put("t1", load("t1", 2));
    second.loads().put("t1", load("t1", 3));
    second.occupancies().put("t1", new Occupancy("t1", 7, 1, 2, 3));
    second.peers().put("p2", new PeerAddress("10.0.0.7:4711", "secret"));

    soon().until(() -> sees(first, row(first, 2), row(second, 3)));
    soon().until(() -> sees(second, row(first, 2), row(second, 3)));
    assertThat(second.loads().own("t1")).contains(load("t1", 3));
    soon().until(() -> !first.occupancies().rows().isEmpty());
    assertThat(first.occupancies().rows())
        .extracting(Row::value)
        .containsExactly(new Occupancy("t1", 7, 1, 2, 3));
    soon().until(() -> !first.peers().rows().isEmpty());
    assertThat(first.peers().rows())
        .extracting(Row::value)
        .containsExactly(new PeerAddress("10.0.0.7:4711", "secret"));
  }

  @Test
  void put_again_replacesTheRow() throws Exception {
    SharedState first = join();
    SharedState second = join();
    first.loads().put("t1", load("t1", 2));
    soon().until(() -> sees(second, row(first, 2)));

    first.loads().put("t1", load("t1", 5));

    soon().until(() -> sees(second, row(first, 5)));
  }

  @Test
  void update_changesTheRowForAll_andMakesNone() throws Exception {
    SharedState first = join();
    SharedState second = join();
    first.loads().put("t1", load("t1", 2));

    first.loads().update("t1", row -> load("t1", row.coresInUse() + 1));
    first.loads().update("t2", row -> load("t2", 1));
    second.loads().update("t1", row -> load("t1", 7));

    assertThat(first.loads().own("t1")).contains(load("t1", 3));
    soon().until(() -> sees(second, row(first, 3)));
  }

  /** A task's progress and its end come at a time; its reservation must not stay. */
  @Test
  void updateBesideRemove_leavesNoRow() throws Exception {
    OwnedTable<LoadReport> table = join().loads();
    var rounds = new AtomicInteger();
    var updates =
        new Thread(
            () -> {
              while (rounds.get() < 20_000) {
                table.update("t1", row -> load("t1", row.coresInUse() + 1));
              }
            });
    updates.start();
    int left = 0;
    while (rounds.getAndIncrement() < 20_000) {
      table.put("t1", load("t1", 1));
      table.remove("t1");
      left += table.own("t1").isPresent() ? 1 : 0;
    }
    updates.join();

    assertThat(left).isZero();
    assertThat(table.rows()).isEmpty();
  }

  @Test
  void remove_takesTheRowFromAll() throws Exception {
    SharedState first = join();
    SharedState second = join();
    first.loads().put("t1", load("t1", 2));
    soon().until(() -> sees(second, row(first, 2)));

    first.loads().remove("t1");

    assertThat(first.loads().rows()).isEmpty();
    soon().until(() -> sees(second));
  }

  @Test
  void remove_ofAnothersKey_leavesTheOthersRow() throws Exception {
    SharedState first = join();
    SharedState second = join();
    first.loads().put("t1", load("t1", 2));
    soon().until(() -> sees(second, row(first, 2)));

    second.loads().remove("t1");
    second.loads().put("t2", load("t2", 1));

    soon().until(() -> first.loads().rows().size() == 2);
    assertThat(first.loads().own("t1")).contains(load("t1", 2));
  }

  @Test
  void rows_ofALateJoiner_holdWhatWasWrittenBefore() throws Exception {
    SharedState first = join();
    first.loads().put("t1", load("t1", 2));

    SharedState late = join();

    soon().until(() -> sees(late, row(first, 2)));
  }

  @Test
  void rows_areASnapshot() throws Exception {
    SharedState member = join();
    member.loads().put("t1", load("t1", 2));

    Collection<Row<LoadReport>> before = member.loads().rows();
    member.loads().remove("t1");

    assertThat(before).containsExactly(row(member, 2));
    assertThat(member.loads().rows()).isEmpty();
  }

  @Test
  void rows_ofAMemberThatLeaves_vanishWithIt() throws Exception {
    SharedState stays = join();
    SharedState leaves = join();
    var left = new CopyOnWriteArrayList<String>();
    stays.onMemberLeft(left::add);
    stays.loads().put("t1", load("t1", 1));
    leaves.loads().put("t1", load("t1", 2));
    soon().until(() -> sees(stays, row(stays, 1), row(leaves, 2)));

    leaves.close();

    soon().until(() -> sees(stays, row(stays, 1)));
    soon().until(() -> left.equals(List.of(leaves.self())));
    assertThat(stays.members()).containsExactly(stays.self());
  }

  @Test
  void put_byAMemberThatHasLeft_isNotSeenByTheOthers() throws Exception {
    SharedState stays = join();
    SharedState leaves = join();
    soon().until(() -> stays.members().size() == 2);
    leaves.close();

    leaves.loads().put("t1", load("t1", 2));
    stays.loads().put("t1", load("t1", 1));

    assertThat(stays.loads().rows()).containsExactly(row(stays, 1));
  }

  @Test
  void members_knowEachOtherByDifferentNames() throws Exception {
    SharedState first = join();
    SharedState second = join();

    assertThat(first.self()).isNotEqualTo(second.self());
    soon()
        .untilAsserted(
            () -> {
              assertThat(first.members()).containsExactlyInAnyOrder(first.self(), second.self());
              assertThat(second.members()).containsExactlyInAnyOrder(first.self(), second.self());
            });
  }

  @Test
  void onChange_isToldOfOwnAndOthersRows() throws Exception {
    SharedState first = join();
    SharedState second = join();
    soon().until(() -> second.members().size() == 2);
    var changes = new AtomicInteger();
    second.loads().onChange(changes::incrementAndGet);

    second.loads().put("t2", load("t2", 1));
    soon().until(() -> changes.get() >= 1);
    int before = changes.get();
    first.loads().put("t1", load("t1", 1));

    soon().until(() -> changes.get() > before);
  }

  @Test
  void onChange_listenerThatThrows_harmsNobody() throws Exception {
    SharedState first = join();
    SharedState second = join();
    second.loads().onChange(OwnedTableContract::fail);

    second.loads().put("t1", load("t1", 1));
    first.loads().put("t1", load("t1", 2));

    soon().until(() -> sees(second, row(second, 1), row(first, 2)));
  }

  @Test
  void put_byManyThreads_endsWithTheSameRowsEverywhere() throws Exception {
    SharedState first = join();
    SharedState second = join();

    IntStream.range(0, 2_000)
        .parallel()
        .forEach(i -> (i % 2 == 0 ? first : second).loads().put("t" + i % 50, load("x", i)));

    soon()
        .untilAsserted(
            () ->
                assertThat(second.loads().rows())
                    .hasSize(50)
                    .containsExactlyInAnyOrderElementsOf(first.loads().rows()));
  }

  @Test
  void put_manyTimes_isSeenInOrder() throws Exception {
    SharedState first = join();
    SharedState second = join();
    var seen = new CopyOnWriteArrayList<Double>();
    second.loads().onChange(() -> second.loads().rows().forEach(row -> seen.add(cores(row))));

    IntStream.rangeClosed(1, 500).forEach(i -> first.loads().put("t1", load("t1", i)));

    soon().until(() -> sees(second, row(first, 500)));
    assertThat(seen).isSorted();
  }

  private static double cores(Row<LoadReport> row) {
    return row.value().coresInUse();
  }

  private static void fail() {
    throw new IllegalStateException("a listener's own defect");
  }

  private static Row<LoadReport> row(SharedState owner, double cores) {
    String key = "t1";
    return new Row<>(owner.self(), key, load(key, cores));
  }

  @SafeVarargs
  private static boolean sees(SharedState member, Row<LoadReport>... rows) {
    Collection<Row<LoadReport>> all = member.loads().rows();
    return all.size() == rows.length && all.containsAll(List.of(rows));
  }
}
