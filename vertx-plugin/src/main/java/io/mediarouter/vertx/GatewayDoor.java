package io.mediarouter.vertx;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.farm.BackEnd;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.flight.PeerListener;
import io.mediarouter.vertx.source.SourceGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
        .executeBlocking(() -> ownAddress(transcoders()))
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

  /** Who is on this machine reaches its other addresses too. */
  private static String ownAddress(List<InetSocketAddress> servers) throws IOException {
    return servers.stream()
        .flatMap(GatewayDoor::towards)
        .min(Comparator.comparing(InetAddress::isLoopbackAddress))
        .map(InetAddress::getHostAddress)
        .orElseThrow(() -> new IOException("no transcoding server can be reached"));
  }

  /** The address by which that one is reached; nothing is sent. */
  private static Stream<InetAddress> towards(InetSocketAddress server) {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()));
      return Stream.of(socket.getLocalAddress());
    } catch (IOException | RuntimeException e) {
      return Stream.empty();
    }
  }
}
