package io.mediarouter.state;

import io.mediarouter.estimate.TaskRecord;
import java.util.List;
import java.util.function.Consumer;

/**
 * The bounded record of finished tasks of all proxies: the oldest give way to the newest.
 *
 * <p>No call blocks; records outlive the member that wrote them. Safe for use by many threads.
 */
public interface HistoryTable {
  /** Most records that are kept. */
  int CAPACITY = 10_000;

  /** Adds a record; the other members see it soon. */
  void append(TaskRecord record);

  /** A snapshot of the records that this member has seen, oldest first. */
  List<TaskRecord> records();

  /**
   * Gives {@code listener} every record seen so far, oldest first, and then each new one, whichever
   * member wrote it; on any thread, one at a time. It must not block.
   */
  void follow(Consumer<TaskRecord> listener);
}
