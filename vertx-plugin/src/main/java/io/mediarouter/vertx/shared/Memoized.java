package io.mediarouter.vertx.shared;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A value that is made anew when what it is made from has changed and somebody asks. Safe for use
 * by many threads: who asks after a change never gets what was made before it, even while another
 * thread is at making it anew.
 */
public final class Memoized<T> {
  private record Made<T>(T value, long change) {}

  private final Supplier<T> source;
  private final AtomicLong changes = new AtomicLong();
  private volatile Made<T> made;

  /** The value that {@code source} makes; it is made once now. */
  public Memoized(Supplier<T> source) {
    this.source = source;
    this.made = new Made<>(source.get(), 0);
  }

  /** Has the value made anew before it is told again. */
  public void invalidate() {
    changes.incrementAndGet();
  }

  /** The value; waits for another thread that is at making it anew. */
  public T get() {
    Made<T> last = made;
    return last.change() == changes.get() ? last.value() : renewed();
  }

  private synchronized T renewed() {
    long change = changes.get();
    if (made.change() != change) {
      made = new Made<>(source.get(), change);
    }
    return made.value();
  }
}
