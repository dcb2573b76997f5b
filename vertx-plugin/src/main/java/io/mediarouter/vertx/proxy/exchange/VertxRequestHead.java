package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.request.RequestHead;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request that Vert.x has received.
 *
 * @param request the request
 */
public record VertxRequestHead(HttpServerRequest request) implements RequestHead {
  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String query() {
    return request.query();
  }

  @Override
  public String client() {
    if (request instanceof Visit visit) {
      return visit.client();
    }
    // Both are null for a peer that is gone or has no IP address.
    SocketAddress peer = request.remoteAddress();
    String host = peer == null ? null : peer.hostAddress();
    return host == null ? "" : host;
  }

  @Override
  public Optional<String> header(String name) {
    String first = request.headers().get(name);
    return first == null
        ? Optional.empty()
        : Optional.of(String.join(", ", request.headers().getAll(name)));
  }
}
