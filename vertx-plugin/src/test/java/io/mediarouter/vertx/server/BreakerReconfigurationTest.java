package io.mediarouter.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of a breaker that is open while the configuration changes. */
class BreakerReconfigurationTest {
  private final TestFarm farm = new TestFarm("breakers: {openFor: 1h}");
  private final Breaker breaker = farm.proxy().routing().breakers().of("t1", Work.TRANSCODE);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void open() {
    for (int i = 0; i < 3; i++) {
      Objects.requireNonNull(breaker.tryAcquire()).close(Outcome.FAILURE, 0);
    }
    breaker.tryAcquire();
    assertThat(shown().getString("state")).isEqualTo("open");
  }

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void anotherKey_leavesItAsItIs() {
    JsonObject before = shown();

    reconfigure("breakers: {openFor: 1h}\npolicy: {wait: 100ms}\n");

    assertThat(shown()).isEqualTo(before);
  }

  @Test
  void thresholdsAtWhichItWouldNotHaveOpened_leaveItOpen_andItsCountsGoOn() {
    reconfigure("breakers: {openFor: 1h, minimumCalls: 8, window: 20, failureRate: 90}\n");

    assertThat(breaker.tryAcquire()).isNull();

    JsonObject now = shown();
    assertThat(now.getString("state")).isEqualTo("open");
    assertThat(now.getJsonObject("counts").getInteger("failed")).isEqualTo(3);
    assertThat(now.getJsonObject("counts").getInteger("refused")).isEqualTo(2);
    assertThat(now.getJsonObject("settings").getString("window")).isEqualTo("20 calls");
  }

  @Test
  void aShorterTime_isInForceAtOnce() {
    reconfigure("breakers: {openFor: 100ms}\n");

    await().until(() -> shown().getString("state").equals("half_open"));
  }

  private void reconfigure(String yaml) {
    farm.proxy().routing().reconfigure(farm.config(yaml));
  }

  private JsonObject shown() {
    URI breakers = URI.create(farm.adminUrl("breakers"));
    String body =
        client
            .sendAsync(HttpRequest.newBuilder(breakers).build(), BodyHandlers.ofString())
            .join()
            .body();
    return new JsonObject(body)
        .getJsonArray("breakers").stream()
            .map(JsonObject.class::cast)
            .filter(each -> each.getString("server").equals("t1"))
            .filter(each -> each.getString("work").equals("transcode"))
            .findFirst()
            .orElseThrow();
  }
}
