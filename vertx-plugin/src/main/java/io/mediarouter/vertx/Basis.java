package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The base that all modules work on.
 *
 * @param config what is in force, now and later
 * @param state what the proxies know in common
 * @param clock of moments
 * @param nanoTime of durations, nanoseconds
 */
record Basis(
    Vertx vertx, LiveConfig config, SharedState state, InstantSource clock, LongSupplier nanoTime) {

  MediaRoutingConfig now() {
    return config.get();
  }

  /** Longest silence of a server. */
  Duration idle() {
    return now().timeouts().idle();
  }

  TimeoutConfig timeouts() {
    return now().timeouts();
  }

  /** A name that is unique in the cluster. */
  @Assembly
  static String newName() {
    return UUID.randomUUID().toString();
  }
}
