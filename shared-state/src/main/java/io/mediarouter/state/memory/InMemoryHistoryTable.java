package io.mediarouter.state.memory;

import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.state.HistoryTable;
import io.mediarouter.state.local.HistoryLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The record of finished tasks of all members in this process. */
final class InMemoryHistoryTable implements HistoryTable {
  private final HistoryLog log = new HistoryLog(CAPACITY);
  private final AtomicLong appended = new AtomicLong();

  @Override
  public void append(TaskRecord record) {
    log.add(Long.toString(appended.incrementAndGet()), record);
  }

  @Override
  public List<TaskRecord> records() {
    return log.records();
  }

  @Override
  public void follow(Consumer<TaskRecord> listener) {
    log.follow(listener);
  }
}
