package io.mediarouter.vertx.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A proxy that may serve eight requests at a time, and is full: the least urgent goes first. */
class SheddingTest {
  private static final String CLIP = TestFarm.ASSET;
  private static final int MOST = 8;

  private final TestFarm farm =
      new TestFarm(
          """
          limits: {requests: %d, sharePerClient: 1}
          trust: {priority: all}
          highestUtilization: 1
          policy: {tolerance: any, wait: 1m}
          timeouts: {firstByte: 2m, idle: 5m, decide: 1m, lookup: 1m}
          """
              .formatted(MOST));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<CompletableFuture<HttpResponse<InputStream>>> sent = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    sent.forEach(each -> each.thenAccept(SheddingTest::close).cancel(true));
    farm.proxy().routing().transcodes().cancelAll("the test ends");
    await().until(() -> farm.proxy().routing().requests() == 0);
    await().until(() -> farm.proxy().routing().transcodes().all().isEmpty());
    farm.close();
  }

  private static void close(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      // It was broken off.
    }
  }

  private CompletableFuture<HttpResponse<InputStream>> get(String target, int urgency) {
    var request =
        HttpRequest.newBuilder(URI.create(farm.url(target)))
            .header("priority", "u=" + urgency)
            .build();
    var answer = client.sendAsync(request, BodyHandlers.ofInputStream());
    sent.add(answer);
    return answer;
  }

  /** Comes in, and waits for the first byte of what is made for it. */
  private CompletableFuture<HttpResponse<InputStream>> enter(String target, int urgency) {
    int before = farm.proxy().routing().requests();
    var answer = get(target, urgency);
    await().until(() -> farm.proxy().routing().requests() == before + 1);
    return answer;
  }

  /** The same with a transcode of its own. */
  private CompletableFuture<HttpResponse<InputStream>> begin(String target, int urgency) {
    int before = farm.transcoder().started();
    var answer = enter(target, urgency);
    await().until(() -> farm.transcoder().started() == before + 1);
    return answer;
  }

  private static String words(HttpResponse<InputStream> answer) throws Exception {
    try (InputStream body = answer.body()) {
      return new String(body.readAllBytes(), UTF_8);
    }
  }

  @Test
  void theLeastUrgentWhoWaitsForItsFirstByte_isRefused_whoeverCameLast() throws Exception {
    var least = begin(CLIP + "?height=240&start=1", 7);
    var less = begin(CLIP + "?height=240&start=2", 5);
    begin(CLIP + "?height=240", 2);
    IntStream.range(3, MOST).forEach(i -> enter(CLIP + "?height=240", 2));

    var urgent = get(CLIP + "?height=240", 1);

    assertThat(least.get().statusCode()).isEqualTo(503);
    assertThat(least.get().headers().firstValue("retry-after")).isPresent();
    assertThat(words(least.get())).contains("serves a more urgent request");
    farm.transcoder().write("made");
    assertThat(urgent.get().statusCode()).isEqualTo(200);
    assertThat(less.get().statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsSentItsAnswer_keepsItsPlace_andNobodyGivesWayToTheSameUrgency() throws Exception {
    List<CompletableFuture<HttpResponse<InputStream>>> begun = new ArrayList<>();
    begun.add(begin(CLIP + "?height=240", 6));
    farm.transcoder().write("made");
    begin(CLIP + "?height=240&start=1", 4);
    IntStream.range(2, MOST).forEach(i -> begun.add(enter(CLIP + "?height=240", 6)));
    for (var each : begun) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }

    var same = get(CLIP, 4);
    var less = get(CLIP, 5);

    assertThat(same.get().statusCode()).isEqualTo(503);
    assertThat(words(less.get())).contains("as many requests as it may");
    var urgent = get(CLIP + "?height=240", 0);
    assertThat(urgent.get().statusCode()).isEqualTo(200);
  }
}
