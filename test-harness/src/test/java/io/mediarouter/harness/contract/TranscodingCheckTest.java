package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mediarouter.harness.farm.TranscoderOptions;
import io.mediarouter.harness.farm.TranscodingServer;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code check-server} on transcoding servers. */
@Timeout(240)
class TranscodingCheckTest {
  private static final Ffmpeg TOOLS = Ffmpeg.locate(null);

  private int port;

  @BeforeEach
  void findAPortForTheSources() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
  }

  private URI sources() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  private Run check(URI server) {
    return Run.of(
        "check-server",
        "--role",
        "transcoding",
        "--port",
        Integer.toString(port),
        server.toString());
  }

  @Test
  void theReferenceServer_passes() {
    try (var server = TranscodingServer.start(TranscoderOptions.of(TOOLS, sources()))) {
      Run run = check(server.url());

      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.row("closing the connection")).contains("state killed");
      assertThat(run.row("many")).contains("  yes  ");
      assertThat(run.out())
          .contains("In its configuration: many: \"outputs\", segments: \"segments{?");
      assertThat(run.row("segments: pictures")).contains("  yes  ", "avc1.64001e");
      assertThat(run.row("segments: sound")).contains("  yes  ", "mp4a.40.2");
      assertThat(run.row("segments: 5.1")).contains("  yes  ", "mp4a.40.2");
      assertThat(run.row("probe: all tracks")).contains("  yes  ", "2 of sound", "1 of subtitles");
      assertThat(run.row("track: the second")).contains("  yes  ");
      assertThat(run.row("format=vtt")).contains("  yes  ", "WEBVTT");
      assertThat(run.row("the answer's trailer")).contains("core-seconds");
      assertThat(run.row("sources of other hosts")).contains("  yes  ", "403");
      assertThat(run.row("a playlist")).contains("  yes  ");
    }
  }

  @Test
  void theExample_passes_andIsToldWhatToConfigure() throws IOException {
    try (var server = ExampleTranscoder.start(TOOLS, sources())) {
      Run run = check(server.url());

      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.row("closing the connection")).contains("  yes  ");
      assertThat(run.row("sources of other hosts")).contains("  yes  ");
      assertThat(run.row("a playlist")).contains("  yes  ");
      assertThat(run.row("many")).contains("  no  ");
      assertThat(run.row("segments: pictures")).contains("  no  ", "404");
      assertThat(run.row("probe: all tracks")).contains("  no  ");
      assertThat(run.row("format=vtt")).contains("  no  ");
      assertThat(run.out())
          .contains("In its configuration: probe: off, makes: [mp4, h264, aac, m4a]");
    }
  }

  @Test
  void aServerThatMayNotReadTheSources_fails_andTheTableSaysWhy() {
    URI elsewhere = URI.create("http://127.0.0.1:1/");
    try (var server = TranscodingServer.start(TranscoderOptions.of(TOOLS, elsewhere))) {
      Run run = check(server.url());

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.row("a rendition")).contains("  no  ", "403", "not allowed here");
      assertThat(run.out()).contains("sources at " + sources(), "It cannot be used");
    }
  }

  @Test
  void aServerThatAnswersEverythingWith200_fails_withoutAStackTrace() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        http -> {
          http.sendResponseHeaders(200, 5);
          http.getResponseBody().write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          http.close();
        });
    server.start();
    try {
      Run run = check(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.row("a rendition")).contains("  no  ");
      assertThat(run.row("a source that is not there")).contains("  no  ", "200");
      assertThat(run.out() + run.errors()).doesNotContain("\tat ", "Exception");
    } finally {
      server.stop(0);
    }
  }
}
