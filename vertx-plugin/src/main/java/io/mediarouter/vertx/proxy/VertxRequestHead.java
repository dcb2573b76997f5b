package io.mediarouter.vertx.proxy;

import io.mediarouter.request.RequestHead;
import io.vertx.core.http.HttpServerRequest;
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
    return request.remoteAddress().hostAddress();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }
}
