package io.mediarouter.vertx.hot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.spool.FinishedOutput;
import io.mediarouter.vertx.spool.SpoolReader;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The small stored files that are asked for often, in memory: of those the ones that are worth most
 * for their bytes (W-TinyLFU). They are found by what the cache index says is stored now, so what
 * was purged or replaced there is not found any more. Safe for use by many threads.
 */
public final class HotFiles {
  /** Larger files are not kept, bytes. */
  public static final int LARGEST = 1 << 20;

  private static final int UNIT = 1 << 10;

  /** This part of what may be kept may be gathered besides, which takes as long as clients do. */
  private static final int GATHERED_PART = 4;

  private static final int MOST_ASKED = 20_000;

  /** What was purged or replaced is not used any more. */
  private static final Duration LONGEST_UNUSED = Duration.ofMinutes(10);

  private final Vertx vertx;

  /** On the calling thread it stays within its bounds even in a burst; weights are in KiB. */
  private final Cache<String, HotFile> files =
      Caffeine.newBuilder()
          .maximumWeight(0)
          .weigher((String path, HotFile file) -> weight(file))
          .expireAfterAccess(LONGEST_UNUSED)
          .executor(Runnable::run)
          .build();

  /** Paths of files that were delivered lately. */
  private final Cache<String, Boolean> asked =
      Caffeine.newBuilder().maximumSize(MOST_ASKED).executor(Runnable::run).build();

  /** Paths of files of which a delivery is gathered now. */
  private final Set<String> gathered = ConcurrentHashMap.newKeySet();

  private final AtomicLong gatheredBytes = new AtomicLong();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private volatile boolean on;
  private volatile long most;

  /**
   * Nothing yet.
   *
   * @param bytes how many it may hold, at least 0; 0 = it is off
   */
  public HotFiles(Vertx vertx, long bytes) {
    this.vertx = vertx;
    resize(bytes);
  }

  /** One unit for what comes with a file. */
  private static int weight(HotFile file) {
    return 1 + (file.body().length() + UNIT - 1) / UNIT;
  }

  /** Has it hold so many bytes from now on. */
  public void resize(long bytes) {
    on = bytes > 0;
    most = bytes;
    eviction().setMaximum(bytes / UNIT);
    if (!on) {
      files.invalidateAll();
    }
  }

  private Policy.Eviction<String, HotFile> eviction() {
    return files.policy().eviction().orElseThrow();
  }

  /** The content of a file that is stored; null = it is not here. */
  public @Nullable HotFile find(StoredRendition stored) {
    if (!takes(stored)) {
      return null;
    }
    HotFile file = files.getIfPresent(stored.path());
    boolean found = file != null && file.etag().equals(stored.etag());
    (found ? hits : misses).increment();
    return found ? file : null;
  }

  private boolean takes(StoredRendition stored) {
    return on && stored.bytes() <= LARGEST;
  }

  /**
   * What is to learn of a file on its way to a client, if that is not the first time lately; null =
   * nothing is, or another delivery of it is learned of already. It has to be closed.
   */
  public @Nullable Gathering gather(StoredRendition stored) {
    if (!takes(stored) || asked.asMap().putIfAbsent(stored.path(), true) == null) {
      return null;
    }
    if (!gathered.add(stored.path())) {
      return null;
    }
    if (gatheredBytes.addAndGet(stored.bytes()) > most / GATHERED_PART) {
      forgetGathering(stored);
      return null;
    }
    return new Gathering(stored);
  }

  private void forgetGathering(StoredRendition stored) {
    gatheredBytes.addAndGet(-stored.bytes());
    gathered.remove(stored.path());
  }

  /** A delivery that is gathered while it is sent. Belongs to one context. */
  public final class Gathering implements AutoCloseable {
    private final StoredRendition stored;
    private final Pieces pieces;
    private boolean closed;

    private Gathering(StoredRendition stored) {
      this.stored = stored;
      this.pieces = new Pieces((int) stored.bytes());
    }

    /** Learns of a piece of it. */
    public void take(Buffer piece) {
      if (!closed) {
        pieces.take(piece);
      }
    }

    /** Learns that this was all: what is whole is kept. */
    public void end() {
      put(stored, pieces);
    }

    /** Gives up what is not whole; doing so again does nothing. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        forgetGathering(stored);
      }
    }
  }

  /** What goes by of a small file. Belongs to one context. */
  private static final class Pieces {
    private final Buffer bytes;
    private final int length;

    Pieces(int length) {
      this.length = length;
      this.bytes = Buffer.buffer(length);
    }

    /** What is more than all of it shows at the end. */
    void take(Buffer piece) {
      if (bytes.length() <= length) {
        bytes.appendBuffer(piece);
      }
    }

    boolean isWhole() {
      return bytes.length() == length;
    }
  }

  /** Keeps what was just made; {@code stored} may be another's file. */
  public void keep(StoredRendition stored, FinishedOutput output) {
    if (!takes(stored) || !stored.etag().equals(output.etag())) {
      return;
    }
    Context context = vertx.getOrCreateContext();
    SpoolReader reader = output.openReader(context);
    context.runOnContext(v -> read(stored, reader));
  }

  private void read(StoredRendition stored, SpoolReader reader) {
    var pieces = new Pieces((int) stored.bytes());
    reader.endHandler(end -> put(stored, pieces)).handler(pieces::take);
  }

  private void put(StoredRendition stored, Pieces pieces) {
    if (pieces.isWhole() && on) {
      files.put(stored.path(), new HotFile(stored.etag(), pieces.bytes));
    }
  }

  /** Bytes that are kept, to the next KiB for each file. */
  public long bytes() {
    return eviction().weightedSize().orElse(0) * UNIT;
  }

  /** How often a file was found. */
  public long hits() {
    return hits.sum();
  }

  /** How often a file was not found that is small enough. */
  public long misses() {
    return misses.sum();
  }
}
