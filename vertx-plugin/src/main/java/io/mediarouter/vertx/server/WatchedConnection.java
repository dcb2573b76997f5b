package io.mediarouter.vertx.server;

import io.mediarouter.vertx.config.LimitsConfig;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.List;

/** One client's connection, with the requests on it that are not over. */
final class WatchedConnection {
  private final List<WatchedRequest> requests = new ArrayList<>();
  private final HttpConnection connection;
  private long idleSinceNanos;

  WatchedConnection(HttpConnection connection, long nowNanos) {
    this.connection = connection;
    this.idleSinceNanos = nowNanos;
  }

  void begun(WatchedRequest request, long nowNanos) {
    requests.removeIf(WatchedRequest::isOver);
    requests.add(request);
    idleSinceNanos = nowNanos;
  }

  /** Closes it if the next request's head does not come, and judges the requests. */
  void look(long nowNanos, LimitsConfig limits) {
    requests.removeIf(WatchedRequest::isOver);
    if (!requests.isEmpty()) {
      idleSinceNanos = nowNanos;
      List.copyOf(requests).forEach(request -> request.look(nowNanos, limits));
    } else if (nowNanos - idleSinceNanos > limits.requestHead().toNanos()) {
      connection.close();
    }
  }
}
