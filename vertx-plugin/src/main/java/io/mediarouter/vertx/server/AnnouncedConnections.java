package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.function.Supplier;

/**
 * The step that closes connections which are announced by the PROXY protocol, but not by a trusted
 * proxy: anybody could say there to be anybody.
 */
record AnnouncedConnections(Supplier<MediaRoutingConfig> config) implements Step {
  @Override
  public void opened(HttpConnection connection) {
    MediaRoutingConfig now = config.get();
    if (now.listen().proxyProtocol() && !now.front().trustedProxies().covers(peer(connection))) {
      connection.close();
    }
  }

  private static String peer(HttpConnection connection) {
    SocketAddress real = connection.remoteAddress(true);
    String host = real == null ? null : real.hostAddress();
    return host == null ? "" : host;
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    next.handle(visit);
  }
}
