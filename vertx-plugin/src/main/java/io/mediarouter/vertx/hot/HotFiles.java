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
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
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

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private volatile boolean on;

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

  /** The body of a file on its way to a client, kept if it is not the first time lately. */
  public ReadStream<Buffer> keep(StoredRendition stored, ReadStream<Buffer> body) {
    if (!takes(stored) || asked.asMap().putIfAbsent(stored.path(), true) == null) {
      return body;
    }
    var gathering = new Gathering((int) stored.bytes());
    return new GatheredBody(body, gathering, () -> put(stored, gathering));
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
    var gathering = new Gathering((int) stored.bytes());
    reader.endHandler(end -> put(stored, gathering)).handler(gathering::take);
  }

  private void put(StoredRendition stored, Gathering gathering) {
    if (gathering.isWhole() && on) {
      files.put(stored.path(), new HotFile(stored.etag(), gathering.bytes()));
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
