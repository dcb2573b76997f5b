package io.mediarouter.state.local;

import io.mediarouter.estimate.TaskRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The newest records of finished tasks in the order in which they became known, each once. Safe for
 * use by many threads.
 */
public final class HistoryLog {
  private final int capacity;
  private final Map<String, TaskRecord> records = new LinkedHashMap<>();
  private final List<Consumer<TaskRecord>> followers = new ArrayList<>();

  /**
   * An empty log.
   *
   * @param capacity most records that are kept, above 0
   */
  public HistoryLog(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: > 0)");
    }
    this.capacity = capacity;
  }

  /**
   * Adds a record unless it is known.
   *
   * @param id unique name of the record
   * @return whether it was added
   */
  public synchronized boolean add(String id, TaskRecord record) {
    if (records.putIfAbsent(id, record) != null) {
      return false;
    }
    if (records.size() > capacity) {
      removeOldest();
    }
    followers.forEach(follower -> Listeners.tell(follower, record));
    return true;
  }

  private void removeOldest() {
    Iterator<String> ids = records.keySet().iterator();
    ids.next();
    ids.remove();
  }

  /** A copy of the records, oldest first. */
  public synchronized List<TaskRecord> records() {
    return List.copyOf(records.values());
  }

  /** A copy of the records by their names, oldest first. */
  public synchronized Map<String, TaskRecord> byId() {
    return new LinkedHashMap<>(records);
  }

  /** Gives {@code follower} all records and, one at a time, each new one. */
  public synchronized void follow(Consumer<TaskRecord> follower) {
    records().forEach(record -> Listeners.tell(follower, record));
    followers.add(follower);
  }
}
