package io.mediarouter.state.durable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are on their way to the store, of each key the latest; so it is bounded by the size
 * of the tables, however long the store is away. Safe for use by many threads.
 */
final class RowQueue {
  /**
   * A row on its way.
   *
   * @param row what is to be written
   * @param kept completes when this row, or a later one of its key, is in the store
   */
  record Item(StoredRow row, CompletableFuture<Void> kept) {}

  private final Map<StoredRow.Id, Item> waiting = new LinkedHashMap<>();

  /** Adds a row; the stage completes when it, or a later one of its key, is in the store. */
  CompletionStage<Void> add(StoredRow row) {
    return add(new Item(row, new CompletableFuture<>())).kept();
  }

  private synchronized Item add(Item item) {
    Item before = waiting.get(item.row().id());
    if (before == null) {
      waiting.put(item.row().id(), item);
      return item;
    }
    boolean later = item.row().version() >= before.row().version();
    Item stays = new Item(later ? item.row() : before.row(), before.kept());
    waiting.put(item.row().id(), stays);
    return stays;
  }

  /** Takes the next rows out, at most so many. */
  synchronized List<Item> next(int most) {
    List<Item> batch = new ArrayList<>();
    Iterator<Item> items = waiting.values().iterator();
    while (items.hasNext() && batch.size() < most) {
      batch.add(items.next());
      items.remove();
    }
    return batch;
  }

  /** Puts rows back that could not be written. */
  void putBack(List<Item> batch) {
    batch.forEach(this::putBack);
  }

  private void putBack(Item item) {
    Item stays = add(item);
    if (stays.kept() != item.kept()) {
      stays.kept().whenComplete((v, failure) -> complete(item, failure));
    }
  }

  private static void complete(Item item, @Nullable Throwable failure) {
    if (failure == null) {
      item.kept().complete(null);
    } else {
      item.kept().completeExceptionally(failure);
    }
  }

  synchronized int size() {
    return waiting.size();
  }
}
