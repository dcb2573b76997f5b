package io.mediarouter.vertx.admin.rest;

import io.mediarouter.farm.FarmView;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The base that all resources of the operators' interface work on.
 *
 * @param path start of all its paths, such as {@code /admin}; empty = the root
 * @param state what the proxies know in common
 * @param view tells what is known of the farm now
 * @param config tells what is in force
 * @param clock of moments
 */
public record AdminBasis(
    Vertx vertx,
    String path,
    SharedState state,
    Supplier<FarmView> view,
    Supplier<MediaRoutingConfig> config,
    InstantSource clock) {

  /** This moment. */
  public Instant now() {
    return clock.instant();
  }

  /** Look-ups in the cache index. */
  public Entries entries() {
    return new Entries(vertx, state.cacheIndex());
  }
}
