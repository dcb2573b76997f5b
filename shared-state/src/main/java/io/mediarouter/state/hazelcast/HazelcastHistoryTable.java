package io.mediarouter.state.hazelcast;

import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.ReadResultSet;
import com.hazelcast.ringbuffer.Ringbuffer;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.state.HistoryTable;
import io.mediarouter.state.local.HistoryLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history on a distributed ring, with a copy in each process.
 *
 * <p>Driven by {@link #tick}, several times a second: one call writes what is waiting, one reads
 * what is new. Items have unique names, so that a write that may have failed is simply made again,
 * and a ring that has become another (two halves of a cluster are one again: {@link #restart}) is
 * simply read from its start. Own items that such a ring lacks are written to it again.
 */
final class HazelcastHistoryTable implements HistoryTable {
  private static final Logger LOG = LoggerFactory.getLogger(HazelcastHistoryTable.class);
  private static final int BATCH = 500;

  private final String self;
  private final Ringbuffer<HistoryItem> ring;
  private final HistoryLog log = new HistoryLog(CAPACITY);
  private final AtomicLong appended = new AtomicLong();

  /** This member's items by name; those that are not written yet; those not found after a split. */
  private final Map<String, HistoryItem> own = new LinkedHashMap<>();

  private final Map<String, HistoryItem> waiting = new LinkedHashMap<>();
  private final Map<String, HistoryItem> unfound = new LinkedHashMap<>();
  private long next;
  private boolean reading;
  private boolean writing;

  HazelcastHistoryTable(String self, Ringbuffer<HistoryItem> ring) {
    this.self = self;
    this.ring = ring;
  }

  @Override
  public void append(TaskRecord record) {
    var item = new HistoryItem(self, appended.incrementAndGet(), record);
    synchronized (this) {
      own.put(item.id(), item);
      waiting.put(item.id(), item);
      bound(own);
      bound(waiting);
    }
    log.add(item.id(), record);
  }

  private static void bound(Map<String, HistoryItem> items) {
    if (items.size() > CAPACITY) {
      items.remove(items.keySet().iterator().next());
    }
  }

  @Override
  public List<TaskRecord> records() {
    return log.records();
  }

  @Override
  public void follow(Consumer<TaskRecord> listener) {
    log.follow(listener);
  }

  /** Writes what waits and reads what is new, without waiting for either. */
  void tick() {
    write();
    read();
  }

  /** Starts over with a ring that may be another than before. */
  synchronized void restart() {
    next = 0;
    unfound.putAll(own);
  }

  private void write() {
    List<HistoryItem> batch = startWriting();
    if (!batch.isEmpty()) {
      HazelcastFutures.attempt(() -> ring.addAllAsync(batch, OverflowPolicy.OVERWRITE))
          .whenComplete((sequence, failure) -> wrote(batch, failure));
    }
  }

  private synchronized List<HistoryItem> startWriting() {
    if (writing || waiting.isEmpty()) {
      return List.of();
    }
    writing = true;
    return waiting.values().stream().limit(BATCH).toList();
  }

  private synchronized void wrote(List<HistoryItem> batch, @Nullable Throwable failure) {
    writing = false;
    if (failure == null) {
      batch.forEach(item -> waiting.remove(item.id()));
    } else {
      LOG.debug("Finished tasks are not in the cluster's history yet", failure);
    }
  }

  private void read() {
    long from = startReading();
    if (from >= 0) {
      HazelcastFutures.attempt(() -> ring.readManyAsync(from, 0, BATCH, null))
          .whenComplete((items, failure) -> haveRead(from, items, failure));
    }
  }

  private synchronized long startReading() {
    if (reading) {
      return -1;
    }
    reading = true;
    return next;
  }

  private void haveRead(
      long from, @Nullable ReadResultSet<HistoryItem> result, @Nullable Throwable failure) {
    List<HistoryItem> items = new ArrayList<>();
    if (result != null) {
      result.forEach(items::add);
    } else {
      LOG.debug("The cluster's history was not read", failure);
    }
    items.forEach(item -> log.add(item.id(), item.record()));
    endReading(from, result, items);
    if (!items.isEmpty()) {
      read();
    }
  }

  private synchronized void endReading(
      long from, @Nullable ReadResultSet<HistoryItem> result, List<HistoryItem> items) {
    reading = false;
    if (result == null || next != from) {
      return;
    }
    next = result.getNextSequenceToReadFrom();
    items.forEach(item -> unfound.remove(item.id()));
    if (items.isEmpty()) {
      waiting.putAll(unfound);
      unfound.clear();
    }
  }
}
