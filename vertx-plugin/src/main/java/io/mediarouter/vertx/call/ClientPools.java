package io.mediarouter.vertx.call;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections within one set of bounds: most are of one pool that all event loops share, and
 * some of each event loop's own. A connection belongs to the event loop that has opened it; who
 * uses it on another one has each piece handed over between threads, which takes longer than all
 * else that a proxy does. Safe for use by many threads.
 */
final class ClientPools {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 20;

  /** One of so many connections to a server is some event loop's own. */
  private static final int OWN_ONE_IN = 4;

  /**
   * What they are bounded by.
   *
   * @param connect longest time until a connection has come about
   * @param connections to one server, in all
   * @param waiting requests that may wait for one to a server
   */
  record Bounds(Duration connect, int connections, int waiting) {}

  private final Vertx vertx;
  private final Bounds bounds;
  private final HttpClient shared;
  private final Map<EventLoop, HttpClient> own = new ConcurrentHashMap<>();
  private final int mostOwn;
  private final int connectionsOfOwn;

  /**
   * Pools without a connection.
   *
   * @param eventLoops how many of them may have connections of their own, at least 1
   */
  ClientPools(Vertx vertx, Bounds bounds, int eventLoops) {
    this.vertx = vertx;
    this.bounds = bounds;
    this.mostOwn = eventLoops;
    this.connectionsOfOwn = bounds.connections() / OWN_ONE_IN / eventLoops;
    this.shared = client(bounds.connections() - connectionsOfOwn * eventLoops, bounds.waiting());
  }

  private HttpClient client(int connections, int waiting) {
    var options =
        new HttpClientOptions()
            .setConnectTimeout((int) bounds.connect().toMillis())
            .setMaxChunkSize(CHUNK_BYTES)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS);
    var pool = new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(waiting);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        .withConnectHandler(InterimAnswers::drop)
        .build();
  }

  Bounds bounds() {
    return bounds;
  }

  /** A request on a connection of whichever event loop. */
  Future<HttpClientRequest> request(RequestOptions options) {
    return shared.request(options);
  }

  /** A request on a connection of the event loop at hand, while there is one to be had. */
  Future<HttpClientRequest> requestHere(RequestOptions options) {
    HttpClient here = connectionsOfOwn == 0 ? null : own(vertx.getOrCreateContext());
    if (here == null) {
      return shared.request(options);
    }
    Future<HttpClientRequest> request = here.request(options);
    return request.succeeded() ? request : request.recover(cause -> instead(options, cause));
  }

  /** Nobody waits for a connection of an event loop's own. */
  private Future<HttpClientRequest> instead(RequestOptions options, Throwable cause) {
    return cause instanceof ConnectionPoolTooBusyException
        ? shared.request(options)
        : Future.failedFuture(cause);
  }

  private @Nullable HttpClient own(Context context) {
    if (!context.isEventLoopContext()) {
      return null;
    }
    EventLoop here = ((ContextInternal) context).nettyEventLoop();
    HttpClient known = own.get(here);
    return known == null ? make(here) : known;
  }

  private synchronized @Nullable HttpClient make(EventLoop here) {
    return own.size() < mostOwn || own.containsKey(here)
        ? own.computeIfAbsent(here, loop -> client(connectionsOfOwn, 0))
        : null;
  }

  /** Has all connections end, at the latest after that time. */
  Future<Void> shutdown(long timeout, TimeUnit unit) {
    List<Future<Void>> ended = new ArrayList<>();
    ended.add(shared.shutdown(timeout, unit));
    own.values().forEach(each -> ended.add(each.shutdown(timeout, unit)));
    return Future.join(ended).mapEmpty();
  }
}
