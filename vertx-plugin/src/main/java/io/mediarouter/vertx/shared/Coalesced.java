package io.mediarouter.vertx.shared;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Something that is done soon, once for all requests that come together. */
public final class Coalesced implements Runnable {
  private final Consumer<Runnable> later;
  private final Runnable action;
  private final AtomicBoolean asked = new AtomicBoolean();

  /**
   * Something that nobody has asked for yet.
   *
   * @param later has what it is given run soon
   */
  public Coalesced(Consumer<Runnable> later, Runnable action) {
    this.later = later;
    this.action = action;
  }

  /** Something that is done on {@code context}. */
  public Coalesced(Context context, Runnable action) {
    this(act -> context.runOnContext(v -> act.run()), action);
  }

  /** Has it done soon; may be called on any thread. */
  @Override
  public void run() {
    if (!asked.getAndSet(true)) {
      later.accept(this::act);
    }
  }

  private void act() {
    asked.set(false);
    action.run();
  }
}
