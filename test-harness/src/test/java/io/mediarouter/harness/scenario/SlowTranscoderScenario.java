package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A transcoding server that turns slow is left alone until it is quick again. What is slow is told
 * by how quick this machine is now.
 */
class SlowTranscoderScenario {
  private static final String SLOW = "transcoder-1";
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final int TIMES_SLOWER = 3;
  private static final Duration LEAST = Duration.ofMillis(1500);
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "60s", "decide": "10s"},
       "failover": {"deadline": "60s"},
       "breakers": {"openFor": "6s", "slow": {"firstByte": "60s", "speed": 0.01}},
       "slowStart": "1s"}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan -> plan.with(2, 1, 1).withCapacity(1).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  private final Map<String, Instant> starts = new HashMap<>();
  private final Map<String, Instant> othersStarts = new HashMap<>();
  private Instant lastBusy = Instant.EPOCH;

  @Test
  void whatTurnsSlow_isSentNothingNew_andComesBackOnceItIsHealed() throws IOException {
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.TRANSCODES)) {
      awaitStartAfter(Instant.EPOCH);
      Duration slow = takenForSlowFrom();

      farm.processes()
          .faults(SLOW)
          .set(Fault.delay(slow.multipliedBy(2)), Fault.onlyPath("/transcode"));
      Instant fault = Instant.now();
      awaitStartAfter(fault);
      awaitQuiet();
      ScenarioFarm.report(
          "last task given to a transcoder that turned slow, later than %d ms: after %d ms"
              .formatted(slow.toMillis(), Duration.between(fault, lastStart()).toMillis()));

      farm.processes().faults(SLOW).heal();
      Instant healed = Instant.now();
      farm.operator(farm.proxyA()).awaitBreaker(SLOW, "transcode", "closed");
      awaitStartAfter(Instant.now());
      ScenarioFarm.report(
          "used again %d ms after it was healed"
              .formatted(Duration.between(healed, lastStart()).toMillis()));

      load.stopWhole("with a transcoder that turns slow and is healed");
    }
  }

  /** Has the proxy take for slow what is much later than the slowest of some first bytes now. */
  private static Duration takenForSlowFrom() throws IOException {
    Duration slowest = LEAST.dividedBy(TIMES_SLOWER);
    for (int height = 300; height < 308; height += 2) {
      Duration one = firstByte(height);
      slowest = one.compareTo(slowest) > 0 ? one : slowest;
    }
    Duration slow = slowest.multipliedBy(TIMES_SLOWER);
    ObjectNode config = farm.proxyA().configuration();
    config.withObject("/breakers/slow").put("firstByte", slow.toMillis() + "ms");
    farm.proxyA().configure(config.toPrettyString());
    Answer answer = farm.client().post(farm.proxyA().admin().resolve("config"), "{}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return slow;
  }

  private static Duration firstByte(int height) throws IOException {
    Instant asked = Instant.now();
    URI target = farm.proxyA().media("bars-360p.mp4?height=" + height);
    try (OpenAnswer answer = farm.client().open(target)) {
      assertThat(answer.read(new byte[1])).isEqualTo(1);
      return Duration.between(asked, Instant.now());
    }
  }

  /**
   * It has been free for a while, and the other one has been given something meanwhile: by its
   * breaker, or by the choice of servers, which may leave it out before its breaker has seen
   * enough.
   */
  private void awaitQuiet() {
    await()
        .atMost(ScenarioFarm.PATIENCE.multipliedBy(3))
        .until(
            () -> {
              lastStart();
              return lastBusy.plus(QUIET).isBefore(Instant.now())
                  && othersStarts.values().stream().anyMatch(each -> each.isAfter(lastBusy));
            });
  }

  private void awaitStartAfter(Instant time) {
    await().atMost(ScenarioFarm.PATIENCE).until(() -> lastStart().isAfter(time));
  }

  private Instant lastStart() throws IOException {
    for (JsonNode task : farm.reservations(farm.proxyA())) {
      Instant start = Instant.parse(task.path("started_at").asText());
      boolean other = !task.path("server").asText().equals(SLOW);
      lastBusy = other ? lastBusy : Instant.now();
      (other ? othersStarts : starts).put(task.path("id").asText(), start);
    }
    return starts.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
