package io.mediarouter.vertx.store;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How stored renditions are used by this proxy's clients; the index learns of it every {@value
 * #FLUSH_SECONDS} s, also that a file is being read still. Safe for use by many threads.
 */
public final class Uses {
  /** How late the index learns of a use, seconds. */
  public static final int FLUSH_SECONDS = 5;

  private static final int MOST_FILES = 50_000;

  /** What happened to a file since the index was told, and how many read it now. */
  private record Count(
      AssetId asset,
      StoredRendition file,
      AtomicLong hits,
      AtomicLong touches,
      AtomicInteger readers) {
    Count(AssetId asset, StoredRendition file) {
      this(asset, file, new AtomicLong(), new AtomicLong(), new AtomicInteger());
    }
  }

  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final CacheIndex index;
  private final Removals removals;
  private final InstantSource clock;
  private volatile long timer = -1;

  /**
   * Nothing is used yet.
   *
   * @param removals takes files away, but none that is read
   */
  public Uses(Vertx vertx, CacheIndex index, Removals removals, InstantSource clock) {
    this.vertx = vertx;
    this.index = index;
    this.removals = removals;
    this.clock = clock;
  }

  /** Begins to tell the index. */
  public void start() {
    timer = vertx.setPeriodic(FLUSH_SECONDS * 1_000L, id -> flush());
  }

  /** Tells the index for the last time. */
  public void stop() {
    vertx.cancelTimer(timer);
    flush();
  }

  /**
   * Learns that a file is read from now on.
   *
   * @param fromStart whether from its start, and not somewhere in the middle
   * @return to be run when that is over
   */
  public Runnable begin(AssetId asset, StoredRendition file, boolean fromStart) {
    Count count = counts.computeIfAbsent(file.path(), key -> new Count(asset, file));
    if (fromStart) {
      count.hits.incrementAndGet();
    }
    count.touches.incrementAndGet();
    count.readers.incrementAndGet();
    return () -> count.readers.decrementAndGet();
  }

  /** Whether a client of this proxy reads that file now. */
  public boolean isRead(String path) {
    Count count = counts.get(path);
    return count != null && count.readers.get() > 0;
  }

  private void flush() {
    counts.forEach(this::flush);
    if (counts.size() > MOST_FILES) {
      counts.values().removeIf(count -> count.readers.get() == 0 && count.touches.get() == 0);
    }
  }

  private void flush(String path, Count count) {
    boolean isRead = count.readers.get() > 0;
    if (isRead) {
      removals.postpone(count.file);
    }
    if (count.touches.getAndSet(0) > 0 || isRead) {
      index.noteUse(count.asset, path, count.hits.getAndSet(0), clock.instant());
    } else {
      counts.remove(path, count);
    }
  }
}
