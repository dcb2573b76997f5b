package io.mediarouter.harness.farm;

import static io.mediarouter.harness.farm.Farm.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker can reach through the transcoding server: nothing. */
@Timeout(180)
class TranscodingSecurityTest {
  @TempDir Path folder;
  private final AtomicInteger victimHits = new AtomicInteger();
  private HttpServer victim;
  private HttpServer redirecting;
  private OriginServer origin;
  private TranscodingServer server;

  @BeforeEach
  void start() throws Exception {
    Files.copy(Farm.SAMPLES.path(Sample.BARS_360P), folder.resolve("clip.mp4"));
    Files.writeString(folder.resolve("secret.txt"), "top secret");
    victim = httpServer(this::beHit);
    redirecting = httpServer(this::redirectAfterTheFirstBytes);
    origin = OriginServer.start(folder);
    server =
        TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG, origin.url(), url(redirecting)));
  }

  @AfterEach
  void stop() {
    server.close();
    origin.close();
    redirecting.stop(0);
    victim.stop(0);
    assertThat(victimHits).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://SECRET\n#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nVICTIM\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile 'file:SECRET'\n",
        "<?xml version=\"1.0\"?><MPD><BaseURL>VICTIM</BaseURL></MPD>",
        "[playlist]\nFile1=SECRET\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n"
      })
  void playlistDisguisedAsMp4_isRefused(String playlist) throws Exception {
    String text =
        playlist
            .replace("SECRET", folder.resolve("secret.txt").toString())
            .replace("VICTIM", url(victim).toString());
    Files.writeString(folder.resolve("evil.mp4"), text);

    for (String verb : List.of("transcode", "probe")) {
      HttpResponse<byte[]> answer = ask(verb, origin.url() + "evil.mp4", "");
      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(text(answer)).doesNotContain("secret");
    }
  }

  @Test
  void playlistBehindTheHeadOfAnMp4_opensNothing() throws Exception {
    String head = "\0\0\0\u0010ftypisom\0\0\0\0";
    Files.writeString(
        folder.resolve("evil.mp4"),
        head + "\n#EXTM3U\n#EXTINF:1,\n" + url(victim) + "\n",
        StandardCharsets.ISO_8859_1);

    HttpResponse<byte[]> answer = ask("transcode", origin.url() + "evil.mp4", "");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(text(answer)).doesNotContain("source-gate").doesNotContain("127.0.0.1");
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    HttpResponse<byte[]> answer = ask("transcode", url(redirecting) + "at-once.mp4", "");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(text(answer)).contains("answered 302");
  }

  @Test
  void redirectOnlyForFfmpeg_isNotFollowed() throws Exception {
    HttpResponse<byte[]> answer = ask("transcode", url(redirecting) + "later.mp4", "");

    assertThat(answer.statusCode()).isEqualTo(502);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "/etc/passwd",
        "concat:ORIGINclip.mp4",
        "ORIGIN../secret.txt",
        "ORIGIN%2e%2e/secret.txt",
        "http://127.0.0.1:1/clip.mp4",
        "http://localhost/clip.mp4",
        "http://USERHOST@127.0.0.1:1/clip.mp4",
        "http://2130706433/clip.mp4",
        "ORIGINclip.mp4#x",
        "gopher://127.0.0.1/",
        "http:///clip.mp4",
        "http://[::1",
        ""
      })
  void sourceElsewhere_isRefused(String source) throws Exception {
    String address =
        source
            .replace("ORIGIN", origin.url().toString())
            .replace("USERHOST", "127.0.0.1:" + origin.url().getPort());

    assertThat(ask("transcode", address, "").statusCode()).isEqualTo(403);
    assertThat(ask("probe", address, "").statusCode()).isEqualTo(403);
  }

  @Test
  void withoutAllowedSources_everySourceIsRefused() throws Exception {
    try (TranscodingServer closed = TranscodingServer.start(TranscoderOptions.of(Farm.FFMPEG))) {
      URI address = URI.create(closed.url() + "transcode?source=" + origin.url() + "clip.mp4");

      assertThat(get(address).statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "width|640 -i SECRET",
        "width|100000",
        "width|-2",
        "height|8194",
        "fps|25,movie=/etc/passwd",
        "fps|1e9",
        "fps|100000",
        "vb|1k",
        "vb|999999999",
        "ab|1",
        "start|-1",
        "start|0:0:1",
        "duration|0",
        "duration|1;id",
        "format|mp4 -f tee",
        "format|hls",
        "vcodec|libx264 -y /tmp/x",
        "vcodec|copy -y /tmp/x",
        "acodec|../../x",
        "speed|fastest",
        "task|../../x",
        "task|a b",
        "filter|movie=/etc/passwd",
        "t|1"
      })
  void parameterThatIsNoPlainValue_isRefusedByName(String name, String value) throws Exception {
    HttpResponse<byte[]> answer =
        ask("transcode", origin.url() + "clip.mp4", "&" + name + "=" + encode(value));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("\"parameter\":\"" + name + "\"", "(expected: ");
  }

  @Test
  void repeatedParameter_isRefused() throws Exception {
    assertThat(ask("transcode", origin.url() + "clip.mp4", "&width=320&width=640").statusCode())
        .isEqualTo(400);
  }

  @Test
  void sourceOfHugePictures_isNotDecoded() throws Exception {
    Path huge = folder.resolve("huge.mp4");
    ToolRun.of(
            List.of(
                Farm.FFMPEG.ffmpeg().toString(),
                "-nostdin",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "color=size=8400x4400:rate=1:duration=1",
                "-c:v",
                "mjpeg",
                "-pix_fmt",
                "yuvj420p",
                huge.toString()))
        .requireSuccess("making a huge picture");

    assertThat(ask("transcode", origin.url() + "huge.mp4", "&width=320").statusCode())
        .isEqualTo(422);
  }

  @Test
  void gate_isNotReachableFromOutside() throws Exception {
    assertThat(
            get(server.url().resolve("source-gate/0123456789abcdef0123456789abcdef")).statusCode())
        .isEqualTo(404);
  }

  private HttpResponse<byte[]> ask(String verb, String source, String more) throws Exception {
    return get(URI.create(server.url() + verb + "?source=" + encode(source) + more));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void beHit(HttpExchange exchange) throws IOException {
    victimHits.incrementAndGet();
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void redirectAfterTheFirstBytes(HttpExchange exchange) throws IOException {
    boolean sniffing = "bytes=0-4095".equals(exchange.getRequestHeaders().getFirst("Range"));
    if (sniffing && exchange.getRequestURI().getPath().equals("/later.mp4")) {
      byte[] head = Arrays.copyOf(Files.readAllBytes(folder.resolve("clip.mp4")), 4096);
      exchange.sendResponseHeaders(206, head.length);
      exchange.getResponseBody().write(head);
    } else {
      exchange.getResponseHeaders().set("Location", url(victim).toString());
      exchange.sendResponseHeaders(302, -1);
    }
    exchange.close();
  }

  private static HttpServer httpServer(com.sun.net.httpserver.HttpHandler handler)
      throws IOException {
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", handler);
    started.start();
    return started;
  }

  private static URI url(HttpServer started) {
    return URI.create("http://127.0.0.1:" + started.getAddress().getPort() + "/");
  }
}
