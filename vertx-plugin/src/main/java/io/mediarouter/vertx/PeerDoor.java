package io.mediarouter.vertx;

import io.mediarouter.farm.PeerAddress;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.config.PeersConfig;
import io.mediarouter.vertx.flight.Leases;
import io.mediarouter.vertx.flight.PeerClient;
import io.mediarouter.vertx.flight.PeerListener;
import io.vertx.core.Future;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opening and closing of what other proxies take outputs through, and transcoding servers what
 * they are refused elsewhere. A proxy without others, and without such origins, has no such door.
 *
 * @param token what opens it, unless a secret is configured; empty = one is
 * @param gateway opens it where it is for transcoding servers alone
 */
record PeerDoor(
    PeersConfig config,
    SharedState state,
    Leases leases,
    PeerListener listener,
    PeerClient client,
    String token,
    GatewayDoor gateway) {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDoor.class);

  /**
   * Opens it where there is a cluster, or an origin that refuses transcoding servers.
   *
   * @return fails if the configured address cannot be listened on
   */
  Future<Void> open() {
    Optional<String> host = Optional.ofNullable(config.networkInterface()).or(state::address);
    return host.map(this::open).orElseGet(gateway::openIfWanted);
  }

  private Future<Void> open(String host) {
    return listener
        .open(host, config.port())
        .onSuccess(port -> opened(HostAndPort.create(host, port).toString()))
        .<Void>mapEmpty()
        .recover(cause -> notOpened(host, cause));
  }

  private void opened(String address) {
    state.peers().put(state.self(), new PeerAddress(address, token));
    leases.start(address, token);
    gateway.opened(address);
  }

  /** Opens it where it is wanted by now. */
  void follow() {
    if (config.networkInterface() == null && state.address().isEmpty()) {
      gateway.openIfWanted();
    }
  }

  /** Where nothing was configured, the proxy serves without. */
  private Future<Void> notOpened(String host, Throwable cause) {
    if (config.isDefault()) {
      LOG.warn(
          "Other proxies cannot take from this one what it makes: {} cannot be listened on ({});"
              + " set peers.interface",
          host,
          cause.getMessage());
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        new IllegalStateException(
            "peers: cannot listen on "
                + host
                + " port "
                + config.port()
                + ": "
                + cause.getMessage()
                + " (expected: a free port on an address of this machine)",
            cause));
  }

  /** Closes it; what others were taking breaks off. */
  Future<Void> close() {
    leases.stop();
    state.peers().remove(state.self());
    return Future.join(listener.close(), client.close()).otherwiseEmpty().mapEmpty();
  }
}
