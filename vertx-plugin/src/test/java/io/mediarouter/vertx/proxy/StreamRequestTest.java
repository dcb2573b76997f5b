package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.server.ProxyServer;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.SegmentServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRequestTest {
  private static final String FILM = "films/one.mp4";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer origin =
      new ByteServer(vertx)
          .with("/" + FILM, Buffer.buffer("a film"))
          .with("/packaged/hls/master.m3u8", Buffer.buffer("#EXTM3U of another packager"));
  private final SegmentServer one = new SegmentServer(vertx);
  private final SegmentServer other = new SegmentServer(vertx);
  private final ByteServer store = new ByteServer(vertx);
  private ProxyServer proxy = ProxyServer.start(vertx, config("")).await();

  private MediaRoutingConfig config(String yaml) {
    return config("1s", yaml);
  }

  private MediaRoutingConfig config(String firstByte, String yaml) {
    return MediaRoutingConfig.parse(
        TestFarm.NOTHING_KEPT
            + """
            listen: {host: 127.0.0.1, port: 0}
            admin: {host: 127.0.0.1, port: 0}
            timeouts: {firstByte: %s}
            servers:
              - {role: origin, url: "%s", id: o1}
              - {role: transcoding, url: "%s", id: t1, capacity: 4}
              - {role: transcoding, url: "%s", id: t2, capacity: 4}
              - {role: distribution, url: "%s", id: d1}
            """
                .formatted(firstByte, origin.url(), one.url(), other.url(), store.url())
            + yaml,
        "test.yaml");
  }

  @AfterEach
  void nothingIsLeft() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(proxy.routing().transcodes().all()).isEmpty());
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(proxy.routing().state().tasks().rows()).isEmpty());
    proxy.close().await();
    vertx.close().await();
  }

  @Test
  void anyAsset_hasPlaylistsThatAreCompleteAtOnce() throws Exception {
    HttpResponse<String> master = get("hls/master.m3u8");
    assertThat(master.statusCode()).isEqualTo(200);
    assertThat(master.headers().firstValue("content-type"))
        .contains("application/vnd.apple.mpegurl");
    assertThat(master.headers().firstValue("access-control-allow-origin")).contains("*");
    assertThat(master.body()).contains("360p/index.m3u8").contains("RESOLUTION=640x360");
    assertThat(master.body()).doesNotContain("1080p");

    assertThat(get("hls/360p/index.m3u8").body())
        .contains("24.m4s\n#EXT-X-ENDLIST")
        .doesNotContain("25.m4s");
    assertThat(get("hls/audio/index.m3u8").body()).contains("24.m4s\n#EXT-X-ENDLIST");
    HttpResponse<String> manifest = get("dash/manifest.mpd");
    assertThat(manifest.headers().firstValue("content-type")).contains("application/dash+xml");
    assertThat(manifest.body()).contains("PT100.000S");
    assertThat(runs()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hls/master.m3u8", "hls/360p/index.m3u8", "dash/manifest.mpd"})
  void whoHasAPlaylistAlready_isToldThatItIsTheSame(String list) throws Exception {
    HttpResponse<String> first = get(list);
    String etag = first.headers().firstValue("etag").orElseThrow();
    assertThat(get(list).headers().firstValue("etag")).contains(etag);

    HttpResponse<String> again =
        client.send(with(list, "if-none-match", etag), BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).contains(etag);
    assertThat(again.headers().firstValue("cache-control")).contains("max-age=10");
    HttpResponse<String> other =
        client.send(with(list, "if-none-match", "\"other\""), BodyHandlers.ofString());
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hls/master.m3u8", "hls/360p/index.m3u8", "hls/360p/init.mp4"})
  void whoWantsAnotherPlaylistThanThereIs_isToldSo(String part) throws Exception {
    HttpRequest other = with(part, "if-match", "\"other\"");
    HttpResponse<String> answer = client.send(other, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(answer.headers().firstValue("cache-control").orElse("")).isIn("", "no-store");
    assertThat(runs()).isZero();
  }

  private HttpRequest with(String part, String field, String value) {
    var uri = URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + FILM + "/" + part);
    return HttpRequest.newBuilder(uri).header(field, value).build();
  }

  @Test
  void segment_isMadeOnce_thenStored_andTheNextOnesAreThereBeforeTheyAreAskedFor()
      throws Exception {
    HttpResponse<String> first = get("hls/360p/0.m4s");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).endsWith("segment 0");
    assertThat(first.headers().firstValueAsLong("content-length")).hasValue(first.body().length());
    assertThat(cacheStatus(first)).contains("fwd=miss");

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(cacheStatus(get("hls/360p/0.m4s"))).contains("hit"));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(cacheStatus(head("dash/360p/1.m4s"))).contains("hit"));
    assertThat(get("hls/360p/init.mp4").body()).isEqualTo(SegmentServer.INIT.toString());
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void filmThatIsWatched_isMadeInRuns() throws Exception {
    get("hls/360p/init.mp4");
    for (int i = 0; i < 25; i++) {
      HttpResponse<String> segment = get("hls/360p/" + i + ".m4s");
      assertThat(segment.statusCode()).isEqualTo(200);
      assertThat(segment.body()).endsWith("segment " + i);
    }
    assertThat(runs()).as("each makes two at the least").isLessThanOrEqualTo(13);
  }

  @Test
  void anySegment_isARequest_atAnyTime() throws Exception {
    assertThat(get("hls/360p/17.m4s").body()).endsWith("segment 17");
    assertThat(get("dash/audio/24.m4s").body()).endsWith("segment 24");
    assertThat(get("hls/360p/25.m4s").statusCode()).isEqualTo(404);
    assertThat(get("hls/1080p/0.m4s").statusCode()).isEqualTo(404);
  }

  @Test
  void serverThatGoesInTheMiddleOfARun_isNotNoticed() throws Exception {
    one.breakAfter(1);
    other.breakAfter(1);
    for (int i = 0; i < 5; i++) {
      assertThat(get("hls/360p/" + i + ".m4s").body()).endsWith("segment " + i);
    }
  }

  @Test
  void serverThatGoesSilent_isLeftForAnother() throws Exception {
    one.stopAfter(0);
    HttpResponse<String> a = get("hls/360p/0.m4s");
    HttpResponse<String> b = get("hls/360p/10.m4s");
    assertThat(a.body()).endsWith("segment 0");
    assertThat(b.body()).endsWith("segment 10");
  }

  @Test
  void segment_isExplainedAsTheRenditionThatItIs() throws Exception {
    var uri =
        URI.create(
            "http://127.0.0.1:"
                + proxy.adminPort()
                + "/admin/explain?url=/media/"
                + FILM
                + "/hls/360p/3.m4s");
    String told = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    assertThat(told).contains("-s12000-d4000.m4s").contains("on-demand-exact");
    assertThat(told.replace(" ", "")).contains("\"longest_wait_ms\":6000");
    assertThat(runs()).isZero();
  }

  @Test
  void twoWhoAskAtOnce_shareOneRun() throws Exception {
    List<String> rungs = List.of("240p", "360p", "480p", "720p", "audio");
    for (String rung : rungs) {
      CompletableFuture<HttpResponse<String>> first = begin("hls/" + rung + "/init.mp4");
      CompletableFuture<HttpResponse<String>> second = begin("hls/" + rung + "/0.m4s");
      CompletableFuture<HttpResponse<String>> third = begin("dash/" + rung + "/0.m4s");
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(second.get().body()).endsWith("segment 0").isEqualTo(third.get().body());
    }
    assertThat(runs()).isEqualTo(rungs.size());
  }

  @Test
  void streamThatLiesAtAnOrigin_isPassedThrough() throws Exception {
    HttpResponse<String> answer = ask("packaged/hls/master.m3u8", "GET").get();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("#EXTM3U of another packager");
    assertThat(ask("nothing/hls/master.m3u8", "GET").get().statusCode()).isEqualTo(404);
  }

  @Test
  void sourceThatNoServerReads_isToldAsThat_andNotAsAPlaylistThatIsMissing() throws Exception {
    one.answerProbesWith(403);
    other.answerProbesWith(403);

    HttpResponse<String> answer = get("hls/master.m3u8");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(FILM + " is refused by the transcoding server (403)");
    assertThat(ask("packaged/hls/master.m3u8", "GET").get().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void serverWithoutSegments_isLeftForAnother_andNotBlamed(int status) throws Exception {
    one.answerRunsWith(status);

    for (String rung : List.of("360p", "240p", "480p", "audio")) {
      for (int i = 0; i < 25; i += 6) {
        assertThat(get("hls/" + rung + "/" + i + ".m4s").body()).endsWith("segment " + i);
      }
    }

    assertThat(other.runs()).isNotEmpty();
    assertThat(one.refused()).isPositive();
    assertThat(proxy.routing().breakers().all()).noneMatch(Breaker::isOpen);
  }

  @Test
  void crowdedProxy_tellsPlayersToAskForLess_andRefusesWithWhatTheyTryAgain() throws Exception {
    proxy.close().await();
    proxy = ProxyServer.start(vertx, config("1m", "limits: {requests: 2}\n")).await();
    assertThat(get("hls/360p/0.m4s").headers().firstValue("cmsd-dynamic")).isEmpty();
    await().atMost(Duration.ofMinutes(1)).until(() -> proxy.routing().transcodes().all().isEmpty());
    one.stopAfter(0);
    other.stopAfter(0);
    var beside = beginRun("hls/360p/12.m4s");

    var told = get("hls/360p/0.m4s").headers().firstValue("cmsd-dynamic");
    var more = beginRun("hls/240p/12.m4s");
    var refused = get("hls/480p/3.m4s");

    assertThat(told).contains("\"media-router\";du;mb=500");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    one.goOn();
    other.goOn();
    assertThat(beside.get().statusCode()).isEqualTo(200);
    assertThat(more.get().statusCode()).isEqualTo(200);
  }

  /** It was refused at once, however long its player could have waited. */
  @Test
  void crowdedProxyWithoutRoom_letsAFewWait_whosePlayersHaveSomethingToPlay() throws Exception {
    proxy.close().await();
    String limits =
        "limits: {requests: 8, sharePerClient: 1}\nhighestUtilization: 0.5\ntrust: {cmcd: all}\n";
    proxy = ProxyServer.start(vertx, config("1m", limits)).await();
    one.stopAfter(0);
    other.stopAfter(0);
    var inside = new ArrayList<>(List.of(beginRun("hls/360p/12.m4s"), beginRun("hls/360p/0.m4s")));
    while (inside.size() < 7) {
      inside.add(begin("hls/360p/0.m4s"));
    }
    await().until(() -> proxy.routing().requests() == 7);

    var patient = begin("hls/240p/3.m4s?CMCD=bl%3D20000");

    await().until(() -> proxy.routing().requests() == 8);
    await().during(Duration.ofMillis(300)).until(() -> !patient.isDone() && runs() == 2);
    one.stopAfter(Integer.MAX_VALUE);
    other.stopAfter(Integer.MAX_VALUE);
    one.goOn();
    other.goOn();
    assertThat(patient.get().statusCode()).isEqualTo(200);
    for (var each : inside) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
  }

  /** Asks for a segment; returns when a server was asked for it. */
  private CompletableFuture<HttpResponse<String>> beginRun(String part) {
    int before = runs();
    CompletableFuture<HttpResponse<String>> answer = begin(part);
    await().atMost(Duration.ofMinutes(1)).until(() -> runs() > before);
    return answer;
  }

  private int runs() {
    return one.runs().size() + other.runs().size();
  }

  private static String cacheStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("");
  }

  private HttpResponse<String> get(String part) throws Exception {
    return begin(part).get();
  }

  private HttpResponse<String> head(String part) throws Exception {
    return ask(FILM + "/" + part, "HEAD").get();
  }

  private CompletableFuture<HttpResponse<String>> begin(String part) {
    return ask(FILM + "/" + part, "GET");
  }

  private CompletableFuture<HttpResponse<String>> ask(String path, String method) {
    var uri = URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofMinutes(1))
            .header("origin", "https://page.example")
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.sendAsync(
        request, BodyHandlers.ofString(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void lastServerThatIsMerelySlow_makesSegments_andOneThatFailsDoesNot() throws Exception {
    Breaker first = openAsSlow("t1");
    openAsSlow("t2");
    assertThat(get("hls/360p/0.m4s").statusCode()).isEqualTo(200);
    assertThat(first.isOpen()).isTrue();

    proxy.routing().breakers().all().forEach(Breaker::reset);
    open("t1");
    open("t2");

    assertThat(get("hls/360p/9.m4s").statusCode()).isEqualTo(503);
  }

  private Breaker openAsSlow(String server) {
    Breaker breaker = proxy.routing().breakers().of(server, Work.TRANSCODE);
    while (!breaker.isOpen()) {
      Objects.requireNonNull(breaker.tryAcquire()).slow();
    }
    return breaker;
  }

  private void open(String server) {
    Breaker breaker = proxy.routing().breakers().of(server, Work.TRANSCODE);
    while (!breaker.isOpen()) {
      Objects.requireNonNull(breaker.tryAcquire()).close(Outcome.FAILURE, 0);
    }
  }

  @Test
  void runOfAServerThatBecomesSlowInTheMiddle_isMoved_beforeItsViewerStandsStill()
      throws Exception {
    proxy.close().await();
    proxy = ProxyServer.start(vertx, config("60s", "")).await();
    one.stopAfter(1);
    other.stopAfter(1);

    assertThat(get("hls/360p/0.m4s").statusCode()).isEqualTo(200);
    boolean atOne = one.runs().size() == 1;
    SegmentServer slow = atOne ? one : other;
    SegmentServer quick = atOne ? other : one;
    quick.stopAfter(Integer.MAX_VALUE);
    await().atMost(Duration.ofMinutes(1)).until(() -> !quick.runs().isEmpty());

    assertThat(quick.runs().get(0).first()).as("goes on where it was").isEqualTo(1);
    await().atMost(Duration.ofMinutes(1)).until(() -> slow.cancelled() == 1);
    HttpResponse<String> next = get("hls/360p/1.m4s");
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).endsWith("segment 1");
    var report = proxy.routing().breakers().of(atOne ? "t1" : "t2", Work.TRANSCODE).report();
    assertThat(report.slow()).isEqualTo(1);
    assertThat(report.failures()).isZero();
  }

  @Test
  void runThatEndsAtABorder_sinceNobodyComesNear_isNoFailureOfItsServer() throws Exception {
    one.stopAfter(3);
    other.stopAfter(3);
    for (int i = 0; i < 3; i++) {
      assertThat(get("hls/360p/" + i + ".m4s").statusCode()).isEqualTo(200);
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> one.cancelled() + other.cancelled() > 0);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(proxy.routing().state().tasks().rows()).isEmpty());
    var servers = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/servers");
    HttpRequest request = HttpRequest.newBuilder(servers).build();
    assertThat(client.send(request, BodyHandlers.ofString()).body())
        .contains("t1", "t2")
        .doesNotContain("broke off");
  }

  @Test
  void segmentThatAPlayerAnnounces_isMadeBeforeItIsAskedFor_ifItsWordCounts() throws Exception {
    String another = "nor=\"..%2F240p%2F9.m4s\"";
    announcing(another);
    assertThat(runsOf("height=240")).isZero();

    proxy.close().await();
    proxy = ProxyServer.start(vertx, config("trust: {cmcd: all}\n")).await();
    announcing("nor=(\"..%2F..%2F..%2Fother.mp4%2Fhls%2F240p%2F1.m4s\" \"..%2F240p%2F900.m4s\")");
    announcing(another);

    await().atMost(Duration.ofMinutes(1)).until(() -> runsOf("height=240") == 1);
    assertThat(all().filter(run -> run.query().contains("height=240")))
        .singleElement()
        .satisfies(run -> assertThat(run.first()).isEqualTo(9));
  }

  private Stream<SegmentServer.Run> all() {
    return Stream.concat(one.runs().stream(), other.runs().stream());
  }

  private long runsOf(String form) {
    return all().filter(run -> run.query().contains(form)).count();
  }

  private void announcing(String hints) throws Exception {
    URI segment =
        URI.create("http://127.0.0.1:" + proxy.port() + "/media/" + FILM + "/hls/360p/0.m4s");
    HttpRequest request = HttpRequest.newBuilder(segment).header("CMCD-Request", hints).build();
    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }
}
