package io.mediarouter.harness.farm;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A whole farm with a proxy, in this process, and what a player shows of its streams. */
final class StreamFarm implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final OriginServer origin;
  private final List<TranscodingServer> transcoders = new ArrayList<>();
  private final DistributionServer store;
  private final ProxyServer proxy;

  /**
   * A farm of the sources in a folder.
   *
   * @param transcoding more of the transcoding server's entry, such as {@code , segments: "off"}
   * @param yaml more of the configuration
   */
  StreamFarm(Path folder, String transcoding, String yaml) throws Exception {
    this(folder, 1, ", capacity: 8" + transcoding, yaml);
  }

  /**
   * The same with several transcoding servers.
   *
   * @param servers how many
   */
  StreamFarm(Path folder, int servers, String transcoding, String yaml) throws Exception {
    this.folder = folder;
    origin = OriginServer.start(Files.createDirectories(folder.resolve("origin")));
    for (int i = 0; i < servers; i++) {
      transcoders.add(TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url())));
    }
    store = DistributionServer.start(Files.createDirectories(folder.resolve("store")));
    proxy =
        ProxyServer.start(vertx, MediaRoutingConfig.parse(config(transcoding) + yaml, "test.yaml"))
            .await();
  }

  private String config(String transcoding) {
    return """
    durable: {store: none}
    listen: {host: 127.0.0.1, port: 0}
    admin: {host: 127.0.0.1, port: 0}
    timeouts: {connect: 20s, firstByte: 60s, decide: 30s, idle: 2m}
    loadStaleAfter: 60s
    health: {fall: 20, silentFor: 120s}
    breakers: {slow: {firstByte: 60s, stall: 60s, speed: 0.01}}
    failover: {deadline: 90s}
    servers:
      - {role: origin, url: "%s", id: o1}
      - {role: distribution, url: "%s", id: d1}
    """
            .formatted(origin.url(), store.url())
        + IntStream.range(0, transcoders.size())
            .mapToObj(i -> entry(i, transcoding))
            .collect(Collectors.joining());
  }

  private String entry(int number, String more) {
    return "  - {role: transcoding, url: \"%s\", id: t%d%s}\n"
        .formatted(transcoders.get(number).url(), number + 1, more);
  }

  /** Where a source is put. */
  Path source(String name) {
    return folder.resolve("origin").resolve(name);
  }

  URI url(String part) {
    return URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + part);
  }

  HttpResponse<byte[]> get(String part, String... headers) throws Exception {
    return Farm.get(url(part), headers);
  }

  /** What would be done for such a request now, in words. */
  String explained(String part) throws Exception {
    String asked = URLEncoder.encode("/media/" + part, StandardCharsets.UTF_8);
    var address = "http://127.0.0.1:" + proxy.adminPort() + "/admin/explain?url=" + asked;
    return new String(
        Farm.get(URI.create(address), "accept", "text/plain").body(), StandardCharsets.UTF_8);
  }

  /** How a predictor of what is made ahead stands. */
  JsonObject predictor(String name) throws Exception {
    var address = "http://127.0.0.1:" + proxy.adminPort() + "/admin/speculation";
    return new JsonObject(Buffer.buffer(Farm.get(URI.create(address)).body()))
        .getJsonArray("predictors").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("predictor").equals(name))
            .findFirst()
            .orElseThrow();
  }

  /** Orders a rendition as batch work. */
  BatchOrder order(String asset, String preset) throws Exception {
    return BatchOrder.of(proxy.adminPort(), asset, preset);
  }

  /** Where a distribution server has its files. */
  Path stored() {
    return folder.resolve("store");
  }

  /** A playlist or manifest, which has to be there. */
  String text(String part) throws Exception {
    HttpResponse<byte[]> answer = get(part);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200) {
      throw new AssertionError(part + ": " + answer.statusCode() + " " + text);
    }
    return text;
  }

  /** What ffmpeg makes of a stream, as a player reads it. */
  byte[] played(String part, String... output) throws Exception {
    Path raw = Files.createTempFile(folder, "played", ".raw");
    String[] arguments = new String[output.length + 3];
    arguments[0] = "-i";
    arguments[1] = url(part).toString();
    System.arraycopy(output, 0, arguments, 2, output.length);
    arguments[arguments.length - 1] = raw.toString();
    Picture.ffmpeg(arguments);
    return Files.readAllBytes(raw);
  }

  /** The tasks that the transcoding server was given. */
  List<String> tasks() throws Exception {
    return tasks(0).lines().toList();
  }

  /** The tasks that one of several was given, as JSON. */
  String tasks(int server) throws Exception {
    URI tasks = URI.create(transcoders.get(server).url() + "tasks");
    return new String(Farm.get(tasks).body(), StandardCharsets.UTF_8);
  }

  /** Stops one of the transcoding servers in the middle of its work. */
  void kill(int server) {
    transcoders.get(server).close();
  }

  @Override
  public void close() {
    proxy.close().await();
    vertx.close().await();
    transcoders.forEach(TranscodingServer::close);
    origin.close();
    store.close();
  }
}
