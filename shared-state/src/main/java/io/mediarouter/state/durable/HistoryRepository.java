package io.mediarouter.state.durable;

import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.state.HistoryTable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of finished tasks into the store and back. A record is named after what it says, so that
 * it is there once, however many members write it, and however often it is given back.
 */
final class HistoryRepository {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryRepository.class);

  private final HistoryTable live;
  private final DurableStore store;

  /** The names of the latest records; touched only by one thread at a time. */
  private final Set<String> kept = Collections.newSetFromMap(new Latest());

  HistoryRepository(HistoryTable live, DurableStore store) {
    this.live = live;
    this.store = store;
  }

  /** The records that are kept, the oldest first; blocks. */
  List<TaskRecord> read() {
    List<TaskRecord> records =
        new StoredValues<>(store, Forms.HISTORY).newest(HistoryTable.CAPACITY, LOG);
    records.forEach(record -> kept.add(nameOf(record)));
    return records;
  }

  /** Keeps what is there, and what comes. */
  void follow() {
    live.follow(this::keep);
  }

  private void keep(TaskRecord record) {
    String name = nameOf(record);
    if (kept.add(name)) {
      store.write(Forms.HISTORY.row(name, microsOf(record), record));
    }
  }

  private static String nameOf(TaskRecord record) {
    String identity =
        String.join(
            "\n",
            record.serverId(),
            record.asset().path(),
            record.task().rendition().key(),
            record.finishedAt().toString(),
            Double.toString(record.cpuSeconds()));
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static long microsOf(TaskRecord record) {
    long seconds = record.finishedAt().getEpochSecond();
    return TimeUnit.SECONDS.toMicros(seconds)
        + TimeUnit.NANOSECONDS.toMicros(record.finishedAt().getNano());
  }

  /** Keeps the table bounded. */
  void tidy() {
    store.trim(Forms.HISTORY.table(), HistoryTable.CAPACITY);
  }

  private static final class Latest extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > 2 * HistoryTable.CAPACITY;
    }
  }
}
