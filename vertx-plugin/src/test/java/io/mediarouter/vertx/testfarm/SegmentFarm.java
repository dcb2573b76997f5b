package io.mediarouter.vertx.testfarm;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A proxy with an origin of films, a server that makes segments of them, and a store. */
public final class SegmentFarm implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin = new ByteServer(vertx);
  private final SegmentServer transcoder = new SegmentServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private final ProxyServer proxy;

  /**
   * A farm that runs.
   *
   * @param films their paths, encoded
   */
  public SegmentFarm(String... films) {
    for (String film : films) {
      origin.with("/" + film, Buffer.buffer(film));
    }
    proxy = ProxyServer.start(vertx, config("")).await();
  }

  /** The configuration of its proxy, with more keys than those of its servers and patience. */
  public MediaRoutingConfig config(String more) {
    return MediaRoutingConfig.parse(
        TestFarm.NOTHING_KEPT
            + """
            listen: {host: 127.0.0.1, port: 0}
            admin: {host: 127.0.0.1, port: 0}
            timeouts: {firstByte: 60s}
            breakers: {slow: {firstByte: 60s, stall: 60s}}
            servers:
              - {role: origin, url: "%s", id: o1}
              - {role: transcoding, url: "%s", id: t1, capacity: 8}
              - {role: distribution, url: "%s", id: d1}
            """
                .formatted(origin.url(), transcoder.url(), store.url())
            + more,
        "test.yaml");
  }

  /** Has the proxy go on with more keys. */
  public void reconfigure(String more) {
    proxy.routing().reconfigure(config(more));
  }

  public ByteServer origin() {
    return origin;
  }

  public SegmentServer transcoder() {
    return transcoder;
  }

  public ByteServer store() {
    return store;
  }

  public ProxyServer proxy() {
    return proxy;
  }

  /** The address of a media resource. */
  public URI media(String path) {
    return URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + path);
  }

  /** The answer to a request for a media resource. */
  public HttpResponse<String> get(String path) throws Exception {
    return get(media(path));
  }

  /** What the operators' interface answers. */
  public String told(String resource) throws Exception {
    return get(admin(resource)).body();
  }

  /** The address of a resource of the operators' interface. */
  public URI admin(String resource) {
    return URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/" + resource);
  }

  private HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** The answer to any request, once it is there. */
  public CompletableFuture<HttpResponse<String>> ask(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    proxy.close().await();
    vertx.close().await();
  }
}
