package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.access.RecentRequests;
import io.mediarouter.vertx.admin.PastRequestForm;
import io.mediarouter.vertx.config.LiveConfig;
import io.mediarouter.vertx.config.PeersConfig;
import io.mediarouter.vertx.flight.Leases;
import io.mediarouter.vertx.flight.PastRequests;
import io.mediarouter.vertx.flight.PeerClient;
import io.mediarouter.vertx.flight.PeerListener;
import io.mediarouter.vertx.transcode.FailureWords;
import io.mediarouter.vertx.transcode.Flights;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How what proxies have of each other's transcodes is put together. */
@Assembly
final class FlightWiring {
  private static final int TOKEN_BYTES = 32;

  private final Vertx vertx;
  private final LiveConfig live;
  private final PeersConfig config;
  private final SharedState state;
  private final InstantSource clock;
  private final Leases leases;
  private final PeerClient client;
  private final @Nullable String secret;

  FlightWiring(
      Vertx vertx, LiveConfig live, SharedState state, InstantSource clock, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.live = live;
    this.config = live.get().peers();
    this.state = state;
    this.clock = clock;
    secret = this.config.secret(System.getenv(PeersConfig.VARIABLE));
    leases = new Leases(vertx, state, nanoTime);
    client = new PeerClient(vertx, secret, clock, nanoTime, state::clocksAhead);
  }

  Flights flights() {
    return new Flights(
        vertx,
        leases,
        client,
        state.cacheIndex(),
        state.tasks(),
        () -> live.get().timeouts().firstByte());
  }

  /**
   * The door for the other proxies, still closed. Where no secret is configured, what opens it is
   * made by chance, and told in the cluster's tables alone.
   */
  PeerDoor door(Transcodes transcodes, RecentRequests recent) {
    String token = secret == null ? token() : "";
    var listener =
        new PeerListener(
            vertx,
            secret == null ? token : secret,
            clock,
            transcodes::find,
            id -> recent.find(id, clock.instant()).map(PastRequestForm::json),
            FailureWords::of,
            () -> live.get().timeouts().idle());
    return new PeerDoor(config, state, leases, listener, client, token);
  }

  /** What the other proxies remember. */
  PastRequests pastRequests() {
    return new PastRequests(state, client);
  }

  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
