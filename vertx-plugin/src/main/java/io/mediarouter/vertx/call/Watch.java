package io.mediarouter.vertx.call;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one timer by which all calls under way are looked at, so that no call needs one of its own.
 * It runs only while there are some. Safe for use by many threads.
 */
final class Watch {
  /** Limits are kept to this precision. */
  static final long TICK_MILLIS = 50;

  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final Vertx vertx;
  private final Context context;

  Watch(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  void add(Call call) {
    calls.add(call);
    startIfStill();
  }

  void remove(Call call) {
    calls.remove(call);
  }

  private void startIfStill() {
    if (ticking.compareAndSet(false, true)) {
      context.runOnContext(v -> vertx.setPeriodic(TICK_MILLIS, this::tick));
    }
  }

  private void tick(long timer) {
    calls.forEach(Call::look);
    if (calls.isEmpty()) {
      vertx.cancelTimer(timer);
      ticking.set(false);
      if (!calls.isEmpty()) {
        startIfStill();
      }
    }
  }
}
