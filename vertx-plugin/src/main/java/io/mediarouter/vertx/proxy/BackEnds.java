package io.mediarouter.vertx.proxy;

import io.mediarouter.vertx.call.Calls;
import io.mediarouter.vertx.call.Retries;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.function.Supplier;

/**
 * The way to back ends.
 *
 * @param http the client for all of them
 * @param calls lets calls through
 * @param retries allows for further attempts
 * @param timeouts longest waits
 */
record BackEnds(
    Vertx vertx, HttpClient http, Calls calls, Retries retries, Supplier<TimeoutConfig> timeouts) {
  /** The context of the request at hand. */
  Context context() {
    return vertx.getOrCreateContext();
  }
}
