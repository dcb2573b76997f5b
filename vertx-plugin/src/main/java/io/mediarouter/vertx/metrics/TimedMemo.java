package io.mediarouter.vertx.metrics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is costly to find, found again when it is older than a second: one reading of a
 * registry asks for it many times. Safe for use by many threads.
 */
final class TimedMemo<T> {
  private static final long YOUNG_NANOS = 1_000_000_000;

  private final Supplier<T> finder;
  private final LongSupplier nanoTime;
  private @Nullable T value;
  private long foundAt;

  TimedMemo(Supplier<T> finder, LongSupplier nanoTime) {
    this.finder = finder;
    this.nanoTime = nanoTime;
  }

  synchronized T get() {
    long now = nanoTime.getAsLong();
    T recent = value;
    if (recent == null || now - foundAt >= YOUNG_NANOS) {
      recent = finder.get();
      value = recent;
      foundAt = now;
    }
    return recent;
  }
}
