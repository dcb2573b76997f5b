package io.mediarouter.vertx;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.flight.PeerListener;
import io.mediarouter.vertx.source.SourceGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.HostAndPort;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opening of what transcoding servers take sources through, in a proxy without others: on the
 * address by which it reaches them, once any origin would refuse them.
 */
final class GatewayDoor {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayDoor.class);

  private final Vertx vertx;
  private final Farm farm;
  private final SourceGateway gateway;
  private final PeerListener listener;
  private final int port;
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * A door that is closed.
   *
   * @param port to listen on; 0 = any free one
   */
  GatewayDoor(Vertx vertx, Farm farm, SourceGateway gateway, PeerListener listener, int port) {
    this.vertx = vertx;
    this.farm = farm;
    this.gateway = gateway;
    this.listener = listener;
    this.port = port;
  }

  /** Notes that it is open. */
  void opened(String address) {
    begun.set(true);
    gateway.open(address);
  }

  /**
   * Opens it if it is wanted and still closed; never fails: some servers are let in as they are.
   */
  Future<Void> openIfWanted() {
    if (!gateway.isWanted() || !begun.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    return vertx
        .executeBlocking(() -> OwnAddress.towards(transcoders()))
        .compose(host -> listener.open(host, port).map(bound -> HostAndPort.create(host, bound)))
        .onSuccess(address -> gateway.open(address.toString()))
        .<Void>mapEmpty()
        .onFailure(cause -> begun.set(false))
        .recover(GatewayDoor::closed);
  }

  private static Future<Void> closed(Throwable cause) {
    LOG.warn(
        "Transcoding servers are not shown a way to origins that want to see credentials: {};"
            + " set peers.interface",
        cause.getMessage());
    return Future.succeededFuture();
  }

  private List<InetSocketAddress> transcoders() {
    return farm.all().stream()
        .filter(each -> each.server().is(ServerRole.TRANSCODING))
        .map(BackEnd::address)
        .toList();
  }
}
