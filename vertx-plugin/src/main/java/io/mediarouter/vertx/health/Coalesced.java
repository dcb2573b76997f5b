package io.mediarouter.vertx.health;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is done on one context, once for all requests that came together. */
final class Coalesced implements Runnable {
  private final Context context;
  private final Runnable action;
  private final AtomicBoolean asked = new AtomicBoolean();

  Coalesced(Context context, Runnable action) {
    this.context = context;
    this.action = action;
  }

  /** Has it done soon; may be called on any thread. */
  @Override
  public void run() {
    if (!asked.getAndSet(true)) {
      context.runOnContext(v -> act());
    }
  }

  private void act() {
    asked.set(false);
    action.run();
  }
}
