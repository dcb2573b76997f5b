package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.flight.Wanted;
import io.mediarouter.vertx.spool.Spool;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The interest in a transcode: who waits for it, and whether it goes on for them. Safe for use by
 * many threads.
 */
final class Interest {
  private static final String NOBODY_WAITS = "nobody waits for it";

  private final Wanted own;
  private final Spool spool;
  private final boolean cancelWhenAlone;
  private final Consumer<CancellationException> stop;
  private final Runnable changed;
  private final Waiting waiting = new Waiting();
  private @Nullable CancellationException cancellation;
  private boolean complete;
  private boolean calledOff;

  /**
   * Nobody's yet.
   *
   * @param own who ordered it
   * @param stop is run once, when it does not go on
   * @param changed is run each time that it is wanted by somebody else than before
   */
  Interest(
      Wanted own,
      Spool spool,
      boolean cancelWhenAlone,
      Consumer<CancellationException> stop,
      Runnable changed) {
    this.own = own;
    this.spool = spool;
    this.cancelWhenAlone = cancelWhenAlone;
    this.stop = stop;
    this.changed = changed;
  }

  /** Registers one, if the output is still to be had. */
  boolean join(Wanted by) {
    Wanted before;
    synchronized (this) {
      if (!isJoinable()) {
        return false;
      }
      before = wanted();
      waiting.add(by);
    }
    tell(before);
    return true;
  }

  private void tell(Wanted before) {
    if (!wanted().equals(before)) {
      changed.run();
    }
  }

  /** Whether it is still going, and its output still there from the start. */
  synchronized boolean isJoinable() {
    return cancellation == null && spool.isWhole();
  }

  /** For whom it is wanted most of all who wait, or by who ordered it where nobody does. */
  synchronized Wanted wanted() {
    return waiting.most(own);
  }

  /**
   * Unregisters one.
   *
   * @param onlyWithOutput whether what has no byte yet goes on all the same
   */
  void leave(Wanted by, boolean onlyWithOutput) {
    Wanted before;
    synchronized (this) {
      before = wanted();
      waiting.remove(by);
    }
    tell(before);
    look(onlyWithOutput);
  }

  /** One step: who joins before it keeps the transcode going, who comes after it cannot join. */
  void look(boolean onlyWithOutput) {
    CancellationException alone;
    synchronized (this) {
      if (!isAlone() || cancellation != null || (onlyWithOutput && spool.length() == 0)) {
        return;
      }
      alone = new CancellationException(NOBODY_WAITS);
      cancellation = alone;
    }
    stop.accept(alone);
  }

  /** Whether nobody waits for it who would have it go on. */
  synchronized boolean isAlone() {
    boolean unwanted = calledOff ? !waiting.isByViewer() : waiting.isEmpty() && cancelWhenAlone;
    return unwanted && !complete;
  }

  /** Takes it away from all who wait, unless it is complete. */
  void cancel(String why) {
    var taken = new CancellationException(why);
    synchronized (this) {
      if (complete || cancellation != null) {
        return;
      }
      cancellation = taken;
    }
    stop.accept(taken);
  }

  /** The same, unless a viewer waits: then once none does. */
  void callOff(String why) {
    synchronized (this) {
      calledOff = true;
      if (waiting.isByViewer()) {
        return;
      }
    }
    cancel(why);
  }

  synchronized boolean isCancelled() {
    return cancellation != null;
  }

  /** From here on it can only be stored; false if it was cancelled before. */
  synchronized boolean complete() {
    complete |= cancellation == null;
    return cancellation == null;
  }

  synchronized boolean isComplete() {
    return complete;
  }

  /** Why it came to nothing: if it was cancelled, that, whatever came of it. */
  synchronized Throwable cause(Throwable trigger) {
    return cancellation == null ? trigger : cancellation;
  }
}
