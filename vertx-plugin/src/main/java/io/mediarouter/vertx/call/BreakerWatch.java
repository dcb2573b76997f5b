package io.mediarouter.vertx.call;

/** A listener that is told, on any thread, of what happens to a breaker. */
interface BreakerWatch {
  /** It has opened, closed or begun a trial. */
  void changed(Breaker breaker);

  /** The first call of its trial, or of the rest of it, is under way. */
  default void tried(Breaker breaker) {}
}
