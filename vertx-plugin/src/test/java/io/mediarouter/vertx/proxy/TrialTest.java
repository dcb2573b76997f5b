package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.vertx.breaker.Breaker;
import io.mediarouter.vertx.breaker.Permit;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers get while the breaker of the only transcoding server is on trial. */
class TrialTest {
  private static final String ORIGINAL = "the original, as it is";

  private final TestFarm farm =
      new TestFarm("breakers: {openFor: 100ms, halfOpenFor: 60s, halfOpenCalls: 1}");
  private final Breaker breaker = farm.proxy().routing().breakers().of("t1", Work.TRANSCODE);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void requestThatFindsTheTrialTaken_isServedAnotherWay_andUsesUpNoRetries() throws Exception {
    farm.origin().with("/" + TestFarm.ASSET, Buffer.buffer(ORIGINAL));
    openBreaker();
    await().until(breaker::isOnTrial);
    Permit trial = Objects.requireNonNull(breaker.tryAcquire());

    for (int i = 0; i < 50; i++) {
      assertThat(get(TestFarm.ASSET + "?height=360&vb=" + (100_000 + i))).isEqualTo(ORIGINAL);
    }

    trial.close(Outcome.SUCCESS, 0);
    assertThat(breaker.isOnTrial()).isFalse();
  }

  private void openBreaker() {
    while (!breaker.isOpen()) {
      Objects.requireNonNull(breaker.tryAcquire()).close(Outcome.FAILURE, 0);
    }
  }

  private String get(String target) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return answer.body();
  }
}
