package io.mediarouter.harness.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin, a transcoding server and a distribution server that cost next to nothing: what they
 * send is made of constant bytes, as many as the asset's name says. Safe for use by many threads.
 */
final class BenchFarm implements AutoCloseable {
  private static final Pattern BYTES = Pattern.compile("([0-9]+)\\.mp4");
  private static final int START_SECONDS = 30;
  private static final String TYPE = "video/mp4";

  /** Every server sends one, and a proxy that reads it pays for that. */
  private static final String DATE = "Mon, 01 Jan 2024 00:00:00 GMT";

  private static final Buffer PROBE =
      new JsonObject()
          .put("container", "mp4")
          .put("duration_seconds", 10)
          .put("bit_rate", 2_000_000)
          .put(
              "video",
              new JsonObject()
                  .put("codec", "h264")
                  .put("width", 1280)
                  .put("height", 720)
                  .put("fps", 25)
                  .put("bit_rate", 1_800_000))
          .put(
              "audio",
              new JsonObject()
                  .put("codec", "aac")
                  .put("channels", 2)
                  .put("sample_rate", 48_000)
                  .put("bit_rate", 128_000))
          .toBuffer();

  private static final Buffer LOAD = new JsonObject().put("cpu_utilization", 0.1).toBuffer();

  private final Vertx vertx = Vertx.vertx();
  private final ConcurrentMap<Integer, Buffer> bodies = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> stored = new ConcurrentHashMap<>();
  private URI url = URI.create("http://127.0.0.1/");

  private BenchFarm() {}

  /** Starts it on a free loopback port. */
  static BenchFarm start() throws Exception {
    var farm = new BenchFarm();
    int port =
        farm.vertx
            .createHttpServer(new HttpServerOptions().setMaxChunkSize(64 * 1024))
            .requestHandler(farm::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(START_SECONDS, TimeUnit.SECONDS)
            .actualPort();
    farm.url = URI.create("http://127.0.0.1:" + port + "/");
    return farm;
  }

  /**
   * The configuration of a proxy whose farm is at {@code farm}, all three roles of it; however busy
   * the machine is, it waits for its answers.
   *
   * @param memory what it has for small stored files, as one would configure it
   */
  static String configuration(URI farm, String memory) {
    return """
    servers:
      - {role: origin, url: "%1$sorigin/"}
      - {role: transcoding, url: "%1$stranscoder/", capacity: 4}
      - {role: distribution, url: "%1$sstore/"}
    listen: {port: 0}
    admin: {port: 0}
    durable: {store: none}
    caching: {memory: %2$s}
    timeouts: {firstByte: 30s}
    breakers: {slow: {firstByte: 60s}}
    fallback: "%1$s"
    """
        .formatted(farm, memory);
  }

  /** Where it listens. */
  URI url() {
    return url;
  }

  /** Paths of what has been stored, with sizes in bytes. */
  Map<String, Integer> stored() {
    return Map.copyOf(stored);
  }

  private void answer(HttpServerRequest request) {
    String path = request.path();
    if (path.startsWith("/store/")) {
      store(request, path);
    } else if (path.startsWith("/origin/") || path.equals("/transcoder/transcode")) {
      sendAsset(request);
    } else if (path.equals("/transcoder/probe")) {
      request.response().putHeader("content-type", "application/json").end(PROBE);
    } else if (path.equals("/transcoder/load")) {
      request.response().putHeader("content-type", "application/json").end(LOAD);
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private void store(HttpServerRequest request, String path) {
    if (request.method().equals(HttpMethod.PUT)) {
      take(request, path);
      return;
    }
    Integer bytes = stored.get(path);
    if (bytes == null) {
      request.response().setStatusCode(404).end();
    } else {
      send(request, bytes);
    }
  }

  private void take(HttpServerRequest request, String path) {
    request
        .body()
        .onSuccess(body -> stored.put(path, body.length()))
        .compose(body -> request.response().setStatusCode(201).end());
  }

  private void sendAsset(HttpServerRequest request) {
    String source = request.getParam("source");
    Matcher named = BYTES.matcher(source == null ? request.path() : source);
    if (named.find()) {
      send(request, Integer.parseInt(named.group(1)));
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private Future<Void> send(HttpServerRequest request, int bytes) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("server", "bench")
            .putHeader("date", DATE)
            .putHeader("content-type", TYPE)
            .putHeader("content-length", Integer.toString(bytes))
            .putHeader("etag", "\"65a0c1f2-" + Integer.toHexString(bytes) + "\"")
            .putHeader("last-modified", DATE)
            .putHeader("accept-ranges", "bytes");
    return request.method().equals(HttpMethod.HEAD)
        ? response.end()
        : response.end(bodies.computeIfAbsent(bytes, size -> Buffer.buffer(new byte[size])));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
