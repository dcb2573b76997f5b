package io.mediarouter.vertx.breaker;

/** Who is told, on any thread, when a breaker opens, closes or begins a trial. */
interface BreakerWatch {
  void changed(Breaker breaker);
}
