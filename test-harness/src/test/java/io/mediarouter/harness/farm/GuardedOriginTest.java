package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ffmpeg reads sources whose origin wants to see a user, which only the proxy knows. */
@Timeout(300)
class GuardedOriginTest {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");
  private static final String BASIC = "Basic dTpw"; // u:p

  @TempDir private static Path folder;
  private final Vertx vertx = Vertx.vertx();
  private HttpServer origin;
  private TranscodingServer transcoder;
  private ProxyServer proxy;

  @BeforeEach
  void start() throws Exception {
    origin = vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1").await();
    int port = freePort();
    transcoder =
        TranscodingServer.start(
            TranscoderOptions.of(
                Farm.FFMPEG, URI.create("http://127.0.0.1:" + port + "/sources/guarded/")));
    String yaml =
        """
        listen: {host: 127.0.0.1, port: 0}
        admin: {host: 127.0.0.1, port: 0}
        durable: {store: none}
        peers: {port: %d}
        timeouts: {firstByte: 60s, decide: 60s}
        servers:
          - {role: origin, url: "http://127.0.0.1:%d/", id: guarded, basic: {user: u, password: p}}
          - {role: transcoding, url: "%s", id: t1, capacity: 4}
        """
            .formatted(port, origin.actualPort(), transcoder.url());
    proxy = ProxyServer.start(vertx, MediaRoutingConfig.parse(yaml, "test.yaml")).await();
  }

  @AfterEach
  void stop() {
    proxy.close().await();
    transcoder.close();
    vertx.close().await();
  }

  private static int freePort() throws Exception {
    try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  private void serve(HttpServerRequest request) {
    if (!BASIC.equals(request.getHeader("authorization"))) {
      request.response().setStatusCode(401).end();
      return;
    }
    String file = folder.resolve(request.path().substring(1)).toString();
    long length = vertx.fileSystem().propsBlocking(file).size();
    request.response().putHeader("etag", "\"1\"").putHeader("accept-ranges", "bytes");
    Matcher range = RANGE.matcher(String.valueOf(request.getHeader("range")));
    if (!range.matches()) {
      request.response().sendFile(file);
      return;
    }
    long from = Long.parseLong(range.group(1));
    long to = range.group(2).isEmpty() ? length - 1 : Long.parseLong(range.group(2));
    request
        .response()
        .setStatusCode(206)
        .putHeader("content-range", "bytes %d-%d/%d".formatted(from, to, length))
        .sendFile(file, from, to - from + 1);
  }

  private static void make(String name) throws Exception {
    String film =
        "-f lavfi -i testsrc2=s=640x360:r=25:d=6 -f lavfi -i sine=d=6 -pix_fmt yuv420p"
            + " -c:v libx264 -preset ultrafast -g 50 -c:a aac";
    List<String> command = new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-y"));
    command.addAll(List.of(film.split(" ")));
    command.add(folder.resolve(name).toString());
    ToolRun.of(command).requireSuccess("making " + name);
  }

  private URI url(String target) {
    return URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + target);
  }

  private static URI first(URI playlist) throws Exception {
    String text = new String(Farm.get(playlist).body(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .findFirst()
        .map(playlist::resolve)
        .orElseThrow(() -> new AssertionError(text));
  }

  /** With its index at the end, which is looked for there first. */
  @Test
  void sourceThatIsRefusedToOthers_isMadeSmaller() throws Exception {
    make("film.mp4");

    HttpResponse<byte[]> answer = Farm.get(url("film.mp4?height=180"));

    assertThat(answer.statusCode()).isEqualTo(200);
    MediaCheck.Findings found = new MediaCheck(Farm.FFMPEG).check(answer.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.durationSeconds()).isCloseTo(6, offset(0.2));
    assertThat(answer.headers().firstValue("cache-status").orElse("")).contains("on-demand");
  }

  @Test
  void sourceThatIsRefusedToOthers_isPlayedAsAStream() throws Exception {
    make("long.mkv");

    HttpResponse<byte[]> segment = Farm.get(first(first(url("long.mkv/hls/master.m3u8"))));

    assertThat(segment.statusCode()).isEqualTo(200);
    assertThat(segment.body().length).isGreaterThan(1000);
  }
}
