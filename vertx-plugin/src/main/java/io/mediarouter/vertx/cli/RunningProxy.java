package io.mediarouter.vertx.cli;

import java.time.Duration;

/** A proxy that takes requests. */
@FunctionalInterface
interface RunningProxy extends AutoCloseable {
  /** How long its closing may take, now that it is told to; longer means that it hangs. */
  default Duration longestClosing() {
    return Duration.ofSeconds(20);
  }

  /** Ends it in good order, and returns when it has ended. */
  @Override
  void close() throws Exception;
}
