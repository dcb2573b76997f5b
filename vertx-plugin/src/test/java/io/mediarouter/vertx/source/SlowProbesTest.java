package io.mediarouter.vertx.source;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of sources when the transcoding servers take their time to tell, or do not. */
class SlowProbesTest {
  private static final String NONSENSE = ASSET + "?t=99&format=jpeg";

  private final AtomicInteger probes = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final List<ChunkTranscoder> others = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm = new TestFarm();

  @AfterEach
  void close() {
    farm.close();
    others.forEach(ChunkTranscoder::close);
    vertx.close().await();
  }

  private void farmOf(int transcoders, String yaml) {
    farm.close();
    var servers = new StringBuilder();
    for (int i = 1; i < transcoders; i++) {
      var other = new ChunkTranscoder(vertx);
      others.add(other);
      servers.append("  - {role: transcoding, url: \"%s\", id: x%d}\n".formatted(other.url(), i));
    }
    farm = new TestFarm(servers + yaml);
  }

  private void probesAre(Consumer<HttpServerRequest> told) {
    transcoders()
        .forEach(
            each ->
                each.behave(
                    request -> {
                      if (request.path().equals("/probe")) {
                        probes.incrementAndGet();
                        told.accept(request);
                      } else {
                        each.serveWell(request);
                      }
                    }));
  }

  private List<ChunkTranscoder> transcoders() {
    var all = new ArrayList<>(others);
    all.add(farm.transcoder());
    return all;
  }

  private Consumer<HttpServerRequest> after(Duration delay) {
    return request ->
        vertx.setTimer(delay.toMillis() + 1, id -> request.response().end(ChunkTranscoder.PROBE));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 40})
  void aFarmWhoseProbesTakeASecond_tellsWhatItsSourcesAre_askingTwoAtMost(int transcoders)
      throws Exception {
    farmOf(transcoders, "");
    probesAre(after(Duration.ofSeconds(1)));

    assertThat(get(NONSENSE).body()).contains("before the end");
    assertThat(probes.get()).isBetween(1, 2);
    assertNobodyIsBlamed();
  }

  @Test
  void aServerThatTakesItsTime_isNotWaitedFor_whenAnotherIsQuick() throws Exception {
    farmOf(2, "timeouts: {decide: 3s}\n");
    probesAre(
        request -> {
          if (probes.get() > 1) {
            request.response().end(ChunkTranscoder.PROBE);
          }
        });

    assertThat(get(NONSENSE).body()).contains("before the end");
    assertThat(probes).hasValue(2);
    assertNobodyIsBlamed();
  }

  @Test
  void aProbeThatOutlastsTheRequest_goesOn_andLocksNobodyOut() throws Exception {
    farmOf(3, "timeouts: {decide: 400ms}\n");
    probesAre(after(Duration.ofMillis(900)));

    assertThat(get(NONSENSE).statusCode()).isEqualTo(504);
    await().untilAsserted(() -> assertThat(get(NONSENSE).body()).contains("before the end"));
    assertThat(probes.get()).isBetween(1, 2);
    assertNobodyIsBlamed();
  }

  @Test
  void probesThatAreNeverAnswered_areNoEvidenceAgainstTheSource() throws Exception {
    farmOf(2, "timeouts: {decide: 200ms, firstByte: 300ms}\n");
    probesAre(request -> {});

    assertThat(get(NONSENSE).statusCode()).isEqualTo(504);
    await().until(() -> probes.get() >= 2);
    assertThat(get(NONSENSE).statusCode()).isEqualTo(504);
    probesAre(after(Duration.ZERO));
    await().untilAsserted(() -> assertThat(get(NONSENSE).body()).contains("before the end"));
  }

  @Test
  void manyWhoAskForOneNewSource_haveItProbedOnce() throws Exception {
    farmOf(12, "");
    probesAre(after(Duration.ofMillis(300)));

    var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 48; i++) {
      asked.add(client.sendAsync(request(NONSENSE), BodyHandlers.ofString()));
    }

    for (var each : asked) {
      assertThat(each.get().body()).contains("before the end");
    }
    assertThat(probes).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void serversThatDoNotProbe_makeRenditionsNevertheless(int status) throws Exception {
    farmOf(2, "");
    probesAre(request -> request.response().setStatusCode(status).end());

    assertIsMade("?height=360&vb=800k&start=2&duration=3", "height=360", "start=2", "duration=3");
    assertNobodyIsBlamed();
  }

  @Test
  void probeSwitchedOff_isNotAsked() throws Exception {
    farm.close();
    var other = new ChunkTranscoder(vertx);
    others.add(other);
    farm =
        new TestFarm(
            "  - {role: transcoding, url: \"%s\", id: x1, probe: off}\n".formatted(other.url()));
    farm.transcoder().behave(request -> request.response().setStatusCode(404).end());
    other.behave(
        request -> {
          if (request.path().equals("/probe")) {
            probes.incrementAndGet();
          }
          other.serveWell(request);
        });

    CompletableFuture<HttpResponse<String>> made =
        client.sendAsync(request(ASSET + "?height=360"), BodyHandlers.ofString());
    await().until(() -> other.started() == 1 || made.isDone());
    other.endWell("media");

    assertThat(made.get().body()).isEqualTo("media");
    assertThat(probes).hasValue(0);
  }

  @Test
  void whatIsNoMedia_is422WithTheServersCause_andProbedOnce() throws Exception {
    farmOf(3, "sourceCheck: 1ms\nstore: {negativeAnswers: 1ms}\n");
    probesAre(
        request ->
            request
                .response()
                .setStatusCode(415)
                .putHeader("content-type", "application/json")
                .end("{\"detail\":\"this is a letter\"}"));

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = get(ASSET + "?height=360");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("this is a letter");
    }
    assertThat(probes).hasValue(1);
    farm.origin().with("/" + ASSET, Buffer.buffer("media, this time"));
    probesAre(after(Duration.ZERO));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(get(NONSENSE).body()).contains("before the end"));
  }

  private void assertIsMade(String query, String... parameters) throws Exception {
    var made = client.sendAsync(request(ASSET + query), BodyHandlers.ofString());
    await().until(() -> transcoders().stream().anyMatch(each -> each.started() == 1));
    ChunkTranscoder maker =
        transcoders().stream().filter(each -> each.started() == 1).findAny().orElseThrow();
    assertThat(maker.asked().get(0)).contains(parameters);
    maker.endWell("media");
    assertThat(made.get().body()).isEqualTo("media");
  }

  private void assertNobodyIsBlamed() {
    assertThat(farm.proxy().routing().breakers().all())
        .allSatisfy(each -> assertThat(each.report().failures()).isZero());
    assertThat(farm.proxy().routing().state().mediaFailures().rows()).isEmpty();
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(URI.create(farm.url(target))).build();
  }

  private HttpResponse<String> get(String target) throws Exception {
    return client.send(request(target), BodyHandlers.ofString());
  }
}
