package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transcoding server that turns slow is left alone until it is quick again. */
class SlowTranscoderScenario {
  private static final String SLOW = "transcoder-1";
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"openFor": "6s", "slow": {"firstByte": "1500ms", "speed": 0.8}},
       "slowStart": "1s"}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan -> plan.with(2, 1, 1).withCapacity(1).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  private final Map<String, Instant> starts = new HashMap<>();

  @Test
  void whatTurnsSlow_isSentNothingNew_andComesBackOnceItIsHealed() throws IOException {
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.TRANSCODES)) {
      awaitStartAfter(Instant.EPOCH);

      farm.processes()
          .faults(SLOW)
          .set(
              Fault.delay(Duration.ofSeconds(3)),
              Fault.onlyPath("/transcode"),
              Fault.encodingSpeed(0.4));
      Instant fault = Instant.now();
      awaitQuiet();
      Duration until = Duration.between(fault, lastStart());
      ScenarioFarm.report(
          "last task given to a transcoder that turned slow: after %d ms"
              .formatted(until.toMillis()));
      assertThat(until).isLessThan(Duration.ofSeconds(10));

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

  /**
   * It has been given nothing for a while: by its breaker, or by the choice of servers, which may
   * leave it out before its breaker has seen enough.
   */
  private void awaitQuiet() {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> lastStart().plus(QUIET).isBefore(Instant.now()));
  }

  private void awaitStartAfter(Instant time) {
    await().atMost(ScenarioFarm.PATIENCE).until(() -> lastStart().isAfter(time));
  }

  private Instant lastStart() throws IOException {
    for (JsonNode task : farm.reservations(farm.proxyA())) {
      if (task.path("server").asText().equals(SLOW)) {
        starts.put(task.path("id").asText(), Instant.parse(task.path("started_at").asText()));
      }
    }
    return starts.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
