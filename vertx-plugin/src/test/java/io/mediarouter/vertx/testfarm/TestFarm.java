package io.mediarouter.vertx.testfarm;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Collectors;

/** An origin, a transcoding and a distribution server with a proxy in front, in this process. */
public final class TestFarm implements AutoCloseable {
  /** The asset that the origin has. */
  public static final String ASSET = "films/clip.mp4";

  /** The line by which a proxy leaves no file behind. */
  public static final String NOTHING_KEPT = "durable: {store: none}\n";

  /** The line by which a proxy asks servers for whatever is stored. */
  public static final String NOTHING_IN_MEMORY = "caching: {memory: 0}\n";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
  private final ByteServer origin = new ByteServer(vertx);
  private final ChunkTranscoder transcoder = new ChunkTranscoder(vertx);
  private final ByteServer distributor = new ByteServer(vertx);
  private final ProxyServer proxy;

  /** A farm with the default configuration. */
  public TestFarm() {
    this("");
  }

  /** A farm whose proxy is configured further by these lines of YAML. */
  public TestFarm(String yaml) {
    origin.with("/" + ASSET, Buffer.buffer("the original, as it is"));
    proxy = ProxyServer.start(vertx, config(yaml)).await();
  }

  /**
   * The proxy's configuration with these lines of YAML; nothing is kept, on disk or in memory,
   * unless they say so.
   */
  public MediaRoutingConfig config(String yaml) {
    String durable = yaml.contains("durable:") ? "" : NOTHING_KEPT;
    String memory = yaml.contains("caching:") ? "" : NOTHING_IN_MEMORY;
    return MediaRoutingConfig.parse(durable + memory + without(yaml) + yaml, "test.yaml");
  }

  private String without(String yaml) {
    return serversYaml()
        .lines()
        .filter(line -> !line.startsWith("listen:") || !yaml.contains("listen:"))
        .filter(line -> !line.startsWith("admin:") || !yaml.contains("admin:"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The start of every configuration: where to listen, and the servers. */
  public String serversYaml() {
    return """
    listen: {host: 127.0.0.1, port: 0}
    admin: {host: 127.0.0.1, port: 0}
    servers:
      - {role: origin, url: "%s", id: o1}
      - {role: transcoding, url: "%s", id: t1, capacity: 4}
      - {role: distribution, url: "%s", id: d1}
    """
        .formatted(origin.url(), transcoder.url(), distributor.url());
  }

  /** Where all of it runs. */
  public Vertx vertx() {
    return vertx;
  }

  /** The origin server. */
  public ByteServer origin() {
    return origin;
  }

  /** The transcoding server. */
  public ChunkTranscoder transcoder() {
    return transcoder;
  }

  /** The distribution server. */
  public ByteServer distributor() {
    return distributor;
  }

  /** The proxy in front. */
  public ProxyServer proxy() {
    return proxy;
  }

  /** The URL of a media request. */
  public String url(String target) {
    return "http://127.0.0.1:" + proxy.port() + "/media/" + target;
  }

  /** The URL of an operators' resource. */
  public String adminUrl(String resource) {
    return "http://127.0.0.1:" + proxy.adminPort() + "/admin/" + resource;
  }

  @Override
  public void close() {
    proxy.close().await();
    vertx.close().await();
  }
}
