package io.mediarouter.state;

import static io.mediarouter.state.StateSamples.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.TaskRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link HistoryTable} does. */
public abstract class HistoryTableContract extends ClusterContract {
  @Test
  void append_isSeenByItsMemberInOrder() throws Exception {
    SharedState member = join();

    member.history().append(record(1));
    member.history().append(record(2));

    assertThat(member.history().records()).containsExactly(record(1), record(2));
  }

  @Test
  void append_isSeenByTheOthersSoon() throws Exception {
    SharedState first = join();
    SharedState second = join();

    first.history().append(record(1));
    soon().until(() -> second.history().records().equals(List.of(record(1))));
    second.history().append(record(2));

    soon().until(() -> first.history().records().equals(List.of(record(1), record(2))));
  }

  @Test
  void append_ofEqualRecords_keepsEach() throws Exception {
    SharedState first = join();
    SharedState second = join();

    first.history().append(record(1));
    first.history().append(record(1));
    second.history().append(record(1));

    soon().until(() -> first.history().records().size() == 3);
    soon().until(() -> second.history().records().size() == 3);
  }

  @Test
  void records_outliveTheMemberThatWroteThemAndReachLateJoiners() throws Exception {
    SharedState stays = join();
    SharedState leaves = join();
    leaves.history().append(record(1));
    soon().until(() -> stays.history().records().size() == 1);
    leaves.close();
    soon().until(() -> stays.members().size() == 1);

    SharedState late = join();

    soon().until(() -> late.history().records().equals(List.of(record(1))));
  }

  @Test
  void records_areBoundedAndTheOldestGoFirst() throws Exception {
    SharedState member = join();

    IntStream.rangeClosed(1, HistoryTable.CAPACITY + 10)
        .forEach(i -> member.history().append(record(i)));

    List<TaskRecord> records = member.history().records();
    assertThat(records).hasSize(HistoryTable.CAPACITY);
    assertThat(records.get(0)).isEqualTo(record(11));
    assertThat(records.get(records.size() - 1)).isEqualTo(record(HistoryTable.CAPACITY + 10));
  }

  @Test
  void follow_givesThePastAndThenWhatComes() throws Exception {
    SharedState first = join();
    SharedState second = join();
    first.history().append(record(1));
    soon().until(() -> second.history().records().size() == 1);
    var followed = new CopyOnWriteArrayList<TaskRecord>();

    second.history().follow(followed::add);
    assertThat(followed).containsExactly(record(1));
    first.history().append(record(2));

    soon().until(() -> followed.equals(List.of(record(1), record(2))));
  }

  @Test
  void follow_listenerThatThrows_harmsNobody() throws Exception {
    SharedState member = join();
    var followed = new CopyOnWriteArrayList<TaskRecord>();
    member.history().follow(record -> fail());
    member.history().follow(followed::add);

    member.history().append(record(1));

    assertThat(followed).containsExactly(record(1));
  }

  @Test
  void append_byManyThreadsOfTwoMembers_reachesAFollowerOnceEach() throws Exception {
    SharedState first = join();
    SharedState second = join();
    var followed = new CopyOnWriteArrayList<TaskRecord>();
    second.history().follow(followed::add);

    IntStream.rangeClosed(1, 400)
        .parallel()
        .forEach(i -> (i % 2 == 0 ? first : second).history().append(record(i)));

    soon().until(() -> followed.size() >= 400);
    assertThat(followed.stream().mapToDouble(TaskRecord::cpuSeconds).sorted())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 400).mapToObj(i -> (double) i).toList());
    soon().until(() -> first.history().records().size() == 400);
  }

  private static void fail() {
    throw new IllegalStateException("a listener's own defect");
  }
}
