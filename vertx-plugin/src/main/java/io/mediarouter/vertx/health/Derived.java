package io.mediarouter.vertx.health;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A value that is made anew when what it is made from has changed and somebody asks. Safe for use
 * by many threads.
 */
final class Derived<T> {
  private final Supplier<T> source;
  private final AtomicBoolean changed = new AtomicBoolean();
  private volatile T value;

  Derived(Supplier<T> source) {
    this.source = source;
    this.value = source.get();
  }

  void invalidate() {
    changed.set(true);
  }

  T get() {
    if (changed.get()) {
      renew();
    }
    return value;
  }

  private synchronized void renew() {
    if (changed.getAndSet(false)) {
      value = source.get();
    }
  }
}
