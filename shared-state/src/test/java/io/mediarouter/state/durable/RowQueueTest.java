package io.mediarouter.state.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RowQueueTest {
  private final RowQueue queue = new RowQueue();

  @Test
  void add_ofALaterRowOfAKey_takesTheEarlierOnesPlace_andBothAreKeptWithIt() {
    CompletionStage<Void> first = queue.add(row("k", 1));
    CompletionStage<Void> second = queue.add(row("k", 2));

    List<RowQueue.Item> batch = queue.next(10);
    batch.get(0).kept().complete(null);

    assertThat(batch).extracting(RowQueue.Item::row).containsExactly(row("k", 2));
    assertThat(first.toCompletableFuture()).isCompleted();
    assertThat(second.toCompletableFuture()).isCompleted();
  }

  @Test
  void add_ofAnEarlierRow_leavesTheLaterOne() {
    queue.add(row("k", 2));
    queue.add(row("k", 1));

    assertThat(queue.next(10)).extracting(RowQueue.Item::row).containsExactly(row("k", 2));
  }

  @Test
  void putBack_ofARowThatHasALaterOneByNow_isKeptWithThat() {
    CompletionStage<Void> first = queue.add(row("k", 1));
    List<RowQueue.Item> failed = queue.next(10);
    queue.add(row("k", 2));

    queue.putBack(failed);

    assertThat(queue.size()).isEqualTo(1);
    RowQueue.Item item = queue.next(10).get(0);
    assertThat(item.row()).isEqualTo(row("k", 2));
    assertThat(first.toCompletableFuture()).isNotDone();
    item.kept().complete(null);
    assertThat(first.toCompletableFuture()).isCompleted();
  }

  @Test
  void next_takesNoMoreThanAsked_inTheOrderOfTheirComing() {
    queue.add(row("b", 1));
    queue.add(row("a", 1));
    queue.add(row("c", 1));

    assertThat(queue.next(2))
        .extracting(RowQueue.Item::row)
        .containsExactly(row("b", 1), row("a", 1));
    assertThat(queue.size()).isEqualTo(1);
  }

  private static StoredRow row(String key, long version) {
    return new StoredRow("t", key, version, 1, "{}");
  }
}
