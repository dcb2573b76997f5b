package io.mediarouter.vertx.speculation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.SegmentServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is made of popular streams before anybody asks for it gives way to demand. */
class WarmRunsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LOOKS = 4;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx).with("/films/one.mp4", Buffer.buffer("a film"));
  private final SegmentServer transcoder = new SegmentServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private ProxyServer proxy = ProxyServer.start(vertx, config("")).await();

  private MediaRoutingConfig config(String more) {
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

  @AfterEach
  void stop() {
    proxy.close().await();
    vertx.close().await();
  }

  @Test
  void runThatNobodyWatches_endsAtTheNextBorderWhenDemandIsBack_andWhatIsWholeStays()
      throws Exception {
    transcoder.stopAfter(1);
    lookAtTheFilm();
    await().atMost(PATIENCE).until(() -> transcoder.runs().size() == 2);
    assertThat(transcoder.runs()).allMatch(run -> run.first() == 0 && run.count() == 3);
    await().atMost(PATIENCE).until(() -> segmentsStored() == 2);

    proxy.routing().reconfigure(config("batch: {paused: true}\n"));
    await().atMost(PATIENCE).until(() -> waits() != null);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              transcoder.makeOne();
              return transcoder.cancelled() == 2;
            });
    await().atMost(PATIENCE).until(() -> predictor().getDouble("made") == 4);
    assertThat(predictor().getDouble("wasted_core_seconds")).isPositive();
    assertThat(transcoder.runs()).as("nothing is begun anew").hasSize(2);
    for (String whole : List.of("360p/0", "360p/1", "audio/0", "audio/1")) {
      assertThat(cacheStatus("hls/" + whole + ".m4s")).as(whole).contains("hit");
    }
  }

  @Test
  void filmThatFewHaveLookedAt_isNotPopular() throws Exception {
    get("hls/master.m3u8");
    get("dash/manifest.mpd");

    await().atMost(PATIENCE).until(() -> predictor().getDouble("budget_left_core_seconds") > 5);
    assertThat(transcoder.runs()).isEmpty();
  }

  @Test
  void nothingIsMadeOfWhatIsSwitchedOff() throws Exception {
    proxy.routing().reconfigure(config("streams: {warm: 0s}\n"));
    lookAtTheFilm();

    assertThat(predictor().getBoolean("on")).isFalse();
    proxy.routing().reconfigure(config(""));
    await().atMost(PATIENCE).until(() -> predictor().getDouble("made") == 6);
    assertThat(transcoder.runs()).hasSize(2);
  }

  /** Once the first is stored, its run has gone on over the border behind it. */
  private long segmentsStored() {
    return store.files().keySet().stream().filter(path -> path.endsWith("-d4000.m4s")).count();
  }

  private void lookAtTheFilm() throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      assertThat(get("hls/master.m3u8").statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> get(String part) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + proxy.port() + "/media/films/one.mp4/" + part);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private String cacheStatus(String part) throws Exception {
    return get(part).headers().firstValue("cache-status").orElse("");
  }

  private JsonObject told() throws Exception {
    var uri = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/speculation");
    var told = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return new JsonObject(told);
  }

  /** Why nothing is begun. */
  private @Nullable String waits() throws Exception {
    return told().getJsonObject("gate").getString("speculative_waits");
  }

  private JsonObject predictor() throws Exception {
    return told().getJsonArray("predictors").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("predictor").equals("first-segments"))
        .findFirst()
        .orElseThrow();
  }
}
