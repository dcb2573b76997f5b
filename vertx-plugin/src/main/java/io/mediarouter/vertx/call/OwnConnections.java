package io.mediarouter.vertx.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * Connections that do not count among those to back ends, because what they are for must not wait
 * behind these. Whoever has made them closes them.
 */
public final class OwnConnections implements Connections {
  private final HttpClient http;

  private OwnConnections(HttpClient http) {
    this.http = http;
  }

  /**
   * A new connection for each request.
   *
   * @param most to one server at a time
   */
  public static OwnConnections fresh(Vertx vertx, int most) {
    return of(vertx, new HttpClientOptions().setKeepAlive(false), most);
  }

  /**
   * Connections that are used again.
   *
   * @param connect longest time until one has come about
   * @param most to one server at a time
   */
  public static OwnConnections kept(Vertx vertx, Duration connect, int most) {
    return of(vertx, new HttpClientOptions().setConnectTimeout((int) connect.toMillis()), most);
  }

  private static OwnConnections of(Vertx vertx, HttpClientOptions options, int most) {
    return new OwnConnections(
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(most)));
  }

  @Override
  public Future<HttpClientRequest> request(RequestOptions options) {
    return http.request(options).onSuccess(Connections::pauseAnswer);
  }

  /** Closes all of them. */
  public Future<Void> close() {
    return http.close();
  }
}
