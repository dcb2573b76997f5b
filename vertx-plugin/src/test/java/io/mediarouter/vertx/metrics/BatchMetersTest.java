package io.mediarouter.vertx.metrics;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void pausedWork_isShownQueued_withTheReason_andTheGateClosed() throws Exception {
    try (var farm = new TestFarm("batch: {paused: true}\n")) {
      farm.proxy().routing().bindTo(registry);
      order(farm);

      await().until(() -> gauge("batch.queued", "reason", "paused") == 1);
      assertThat(gauge("batch.queued", "reason", "farm_busy")).isZero();
      assertThat(gauge("batch.running")).isZero();
      assertThat(gauge("batch.gate.open", "kind", "ordered")).isZero();
      assertThat(gauge("batch.gate.open", "kind", "speculative")).isZero();
    }
  }

  @Test
  void runningWork_isShown_withWhatIsAllowed() throws Exception {
    try (var farm = new TestFarm()) {
      farm.proxy().routing().bindTo(registry);
      order(farm);

      await().until(() -> gauge("batch.running") == 1);
      assertThat(gauge("batch.gate.open", "kind", "ordered")).isEqualTo(1);
      assertThat(gauge("batch.allowed")).isBetween(0.1, 4.0);
    }
  }

  @Test
  void eachPredictor_isShown_alsoWhereItIsOff() {
    try (var farm = new TestFarm("speculation: {nextPieces: {budget: 0.5}}\n")) {
      farm.proxy().routing().bindTo(registry);

      for (String each :
          new String[] {"standing-rules", "other-renditions", "better-quality", "next-pieces"}) {
        assertThat(gauge("speculation.spent", "predictor", each)).isZero();
        assertThat(gauge("speculation.saved", "predictor", each)).isZero();
        assertThat(gauge("speculation.wasted", "predictor", each)).isZero();
      }
      await().until(() -> gauge("speculation.budget.left", "predictor", "next-pieces") > 0);
      assertThat(gauge("speculation.budget.left", "predictor", "other-renditions")).isZero();
    }
  }

  @Test
  void retries_areCountedByTheirResult() {
    try (var farm = new TestFarm()) {
      farm.proxy().routing().bindTo(registry);

      for (String result : new String[] {"taken", "refused"}) {
        var counter = registry.get("mediarouter.retries").tag("result", result).functionCounter();
        assertThat(counter.count()).isZero();
      }
    }
  }

  @Test
  void aCostlyNumber_isFoundOnceASecond() {
    var now = new AtomicLong(Long.MAX_VALUE - 5);
    var found = new AtomicInteger();
    var recent = new TimedMemo<>(found::incrementAndGet, now::get);

    assertThat(recent.get()).isEqualTo(1);
    now.addAndGet(999_999_999);
    assertThat(recent.get()).isEqualTo(1);
    now.incrementAndGet();
    assertThat(recent.get()).isEqualTo(2);
  }

  private static void order(TestFarm farm) throws Exception {
    String job = "{\"asset\": \"" + ASSET + "\", \"renditions\": [\"height=180\"]}";
    var request =
        HttpRequest.newBuilder(URI.create(farm.adminUrl("jobs")))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(job))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private double gauge(String name, String... tags) {
    return registry.get("mediarouter." + name).tags(tags).gauge().value();
  }
}
