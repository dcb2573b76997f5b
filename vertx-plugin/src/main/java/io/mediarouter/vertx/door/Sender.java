package io.mediarouter.vertx.door;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from, and what was asked for in the client's own words.
 *
 * @param client its address; for a peer without an address what Vert.x says
 * @param chain the addresses that are vouched for, from the client's to the peer's
 * @param scheme http or https, as the client speaks to the first who is vouched for
 * @param host the host, and perhaps the port, that it asks; null = it names none
 */
record Sender(SocketAddress client, List<String> chain, String scheme, @Nullable String host) {
  Sender {
    chain = List.copyOf(chain);
  }

  /** The peer, for itself. */
  static Sender peer(HttpServerRequest request) {
    SocketAddress address = request.connection().remoteAddress();
    String host = request instanceof Visit visit ? visit.peer() : Visit.host(address);
    HostAndPort authority = request.authority();
    return new Sender(
        address,
        host.isEmpty() ? List.of() : List.of(host),
        request.isSSL() ? "https" : "http",
        authority == null ? null : authority.toString());
  }
}
