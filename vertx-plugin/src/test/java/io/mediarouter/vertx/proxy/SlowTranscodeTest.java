package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transcode of ten seconds that succeeds, but is slower than its viewer plays it. */
class SlowTranscodeTest {
  /** Below this time nobody is called slow. */
  private static final Duration A_WHILE = Duration.ofMillis(2100);

  private final TestFarm farm =
      new TestFarm("breakers: {minimumCalls: 1, openFor: 60s, slow: {stall: 60s, speed: 6}}");
  private final Breaker breaker = farm.proxy().routing().breakers().of("t1", Work.TRANSCODE);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void serverWhoseProgressIsTooSlow_isLeftOut_whileItStillWorks() {
    CompletableFuture<HttpResponse<String>> answer = begin();
    farm.transcoder().at(4);

    await().until(breaker::isOpen);

    assertThat(answer).isNotDone();
    endWell(answer);
    assertThat(breaker.report().failures()).isZero();
    assertThat(breaker.report().slow()).isEqualTo(1);
  }

  @Test
  void serverThatTellsNoProgress_isLeftOut_whenItsOutputCameTooSlowly() {
    CompletableFuture<HttpResponse<String>> answer = begin();
    await().pollDelay(A_WHILE).until(() -> true);
    assertThat(breaker.isOpen()).isFalse();

    endWell(answer);

    await().until(breaker::isOpen);
    assertThat(breaker.report().failures()).isZero();
    assertThat(breaker.report().slow()).isEqualTo(1);
  }

  private CompletableFuture<HttpResponse<String>> begin() {
    URI uri = URI.create(farm.url(TestFarm.ASSET + "?height=360"));
    var answer = client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("made ");
    return answer;
  }

  private void endWell(CompletableFuture<HttpResponse<String>> answer) {
    farm.transcoder().write("late");
    farm.transcoder().end();
    assertThat(answer.join().body()).isEqualTo("made late");
    await().untilAsserted(() -> assertThat(farm.distributor().files()).hasSize(1));
  }
}
