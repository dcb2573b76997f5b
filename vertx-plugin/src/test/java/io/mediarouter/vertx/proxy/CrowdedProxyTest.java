package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A proxy that may serve four requests at a time. */
class CrowdedProxyTest {
  private static final String MADE = TestFarm.ASSET + "?height=360";

  private final TestFarm farm =
      new TestFarm(
          "limits: {requests: 4, sharePerClient: 1}\npolicy: {tolerance: any, wait: 10s}\n");
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<CompletableFuture<HttpResponse<String>>> inside = new ArrayList<>();

  @AfterEach
  void close() {
    farm.close();
  }

  private CompletableFuture<HttpResponse<String>> get(String target) {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /** All of them join one transcode; it has begun before it is crowded. */
  private void begin(int requests) {
    inside.add(get(MADE));
    await().until(() -> farm.transcoder().started() == 1);
    while (inside.size() < requests) {
      inside.add(get(MADE));
    }
    await().until(() -> farm.proxy().routing().requests() == requests);
  }

  private void end() {
    farm.transcoder().write("made");
    farm.transcoder().end();
    inside.forEach(each -> assertThat(each.join().body()).isEqualTo("made"));
    await().until(() -> farm.proxy().routing().requests() == 0);
  }

  @Test
  void oneTooMany_isToldWhenToComeAgain_andTheOthersAreServed() {
    begin(4);

    HttpResponse<String> refused = get(TestFarm.ASSET).join();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    assertThat(refused.headers().firstValue("proxy-status").orElseThrow())
        .contains("destination_unavailable");
    assertThat(refused.body()).contains("Too busy");
    assertThat(farm.origin().requests()).as("only looked at").hasSize(1);
    end();
    assertThat(get(TestFarm.ASSET).join().statusCode()).isEqualTo(200);
  }

  @Test
  void whoLeaves_makesRoom() {
    begin(4);

    inside.remove(0).cancel(true);

    await().until(() -> farm.proxy().routing().requests() == 3);
    assertThat(get(TestFarm.ASSET).join().statusCode()).isEqualTo(200);
    end();
  }

  @Test
  void crowded_itServesTheOriginal_ratherThanBeginAnotherTranscode() {
    begin(3);

    HttpResponse<String> answer = get(TestFarm.ASSET + "?height=240").join();

    assertThat(answer.body()).isEqualTo("the original, as it is");
    assertThat(answer.headers().firstValue("cache-status").orElseThrow()).contains("pass-through");
    assertThat(farm.transcoder().started()).isEqualTo(1);
    end();
  }
}
