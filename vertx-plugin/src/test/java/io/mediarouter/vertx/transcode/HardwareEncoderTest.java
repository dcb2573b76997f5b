package io.mediarouter.vertx.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.vertx.MediaRouting;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.HttpProxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transcoding server that says what it encodes in hardware. */
class HardwareEncoderTest {
  private final Vertx vertx = Vertx.vertx();

  /** One that nobody holds is closed when its memory is wanted. */
  private final HttpClient client = vertx.createHttpClient();

  private final ByteServer origin =
      new ByteServer(vertx).with("/clip.mp4", Buffer.buffer("the original"));
  private final ChunkTranscoder transcoder = new ChunkTranscoder(vertx);
  private final MediaRouting routing =
      MediaRouting.builder(
              vertx,
              MediaRoutingConfig.parse(
                  """
                  servers:
                    - {role: origin, url: "%s"}
                    - {role: transcoding, url: "%s", makes: [h264_nvenc, vp9], load: "off"}
                  durable: {store: none}
                  """
                      .formatted(origin.url(), transcoder.url()),
                  "test.yaml"))
          .create()
          .await();

  @AfterEach
  void stop() {
    routing.close().await();
    vertx.close().await();
  }

  private Future<Buffer> get(int port, String query) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", "/media/clip.mp4?" + query)
        .compose(request -> request.send().compose(HttpClientResponse::body));
  }

  private int serve() {
    HttpProxy proxy = HttpProxy.reverseProxy(vertx.createHttpClient());
    proxy.origin(origin.port(), "127.0.0.1");
    routing.installOn(proxy);
    return vertx
        .createHttpServer()
        .requestHandler(proxy)
        .listen(0, "127.0.0.1")
        .await()
        .actualPort();
  }

  private List<TaskRecord> records() {
    return routing.state().history().records();
  }

  @Test
  void tasksThatItsHardwareMade_areRememberedAsThat_thoseOfItsCoresAreNot() {
    int port = serve();

    Future<Buffer> h264 = get(port, "height=360");
    await().until(() -> transcoder.started() == 1);
    transcoder.write("made");
    transcoder.end();
    assertThat(h264.await()).hasToString("made");
    await().until(() -> records().size() == 1);
    Future<Buffer> vp9 = get(port, "height=360&format=webm");
    await().until(() -> transcoder.started() == 2);
    transcoder.write("made too");
    transcoder.end();
    assertThat(vp9.await()).hasToString("made too");
    await().until(() -> records().size() == 2);

    assertThat(records())
        .extracting(record -> record.task().encoder())
        .containsExactlyInAnyOrder(HardwareEncoder.H264_NVENC, null);
  }
}
