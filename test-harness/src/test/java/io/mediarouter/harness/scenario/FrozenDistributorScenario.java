package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deliveries of a server that hangs go on from the server that has the other copy. */
class FrozenDistributorScenario {
  private static final String FROZEN = "distributor-1";
  private static final int VIEWERS = 6;
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "2s", "firstByte": "3s", "decide": "10s"},
       "store": {"copies": 2},
       "breakers": {"openFor": "1s", "slow": {"firstByte": "2s", "stall": "1s", "speed": 0.1}},
       "health": {"interval": "500ms", "timeout": "1s", "fall": 2},
       "slowStart": "1s"}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 2, 1).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  @Test
  void deliveriesOfAServerThatHangs_endWithTheSameBytes() throws IOException {
    farm.client().get(farm.proxyA().media(ScenarioLoad.STORED));
    awaitTwoCopies();
    byte[] whole = farm.client().get(farm.proxyA().media(ScenarioLoad.STORED)).body();
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED)) {
      deliverSlowly(whole.length / 3);
      List<OpenAnswer> viewers = open();
      byte[][] begins = readSome(viewers);

      farm.processes().server(FROZEN).freeze();
      long frozenNanos = System.nanoTime();
      farm.processes().faults("distributor-2").heal();
      for (int i = 0; i < VIEWERS; i++) {
        assertThat(concat(begins[i], viewers.get(i).readRest())).isEqualTo(whole);
      }
      ScenarioFarm.report(
          "%d deliveries end whole %.1f s after one of two servers hangs"
              .formatted(VIEWERS, (System.nanoTime() - frozenNanos) / 1e9));
      assertThat(deliveriesFrom(FROZEN))
          .as("deliveries that the frozen one had begun")
          .isPositive();
      load.goOn(30);

      farm.processes().server(FROZEN).thaw();
      farm.processes().faults(FROZEN).heal();
      farm.operator(farm.proxyA()).awaitCondition(FROZEN, "up");
      long before = deliveriesFrom(FROZEN);
      await("it delivers again")
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> deliveriesFrom(FROZEN) > before);

      load.stopWhole("with a distribution server that hangs and goes on");
    } finally {
      farm.processes().server(FROZEN).thaw();
    }
  }

  private static void awaitTwoCopies() {
    await("two copies")
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () ->
                farm.operator(farm.proxyA()).stored("bars-360p.mp4").stream()
                    .anyMatch(each -> each.path("servers").size() == 2));
  }

  private static void deliverSlowly(long bytesPerSecond) throws IOException {
    for (String id : List.of("distributor-1", "distributor-2")) {
      farm.processes()
          .faults(id)
          .set(Fault.bytesPerSecond(bytesPerSecond), Fault.onlyMethod("GET"));
    }
  }

  private static List<OpenAnswer> open() throws IOException {
    List<OpenAnswer> viewers = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      viewers.add(farm.client().open(farm.proxyA().media(ScenarioLoad.STORED)));
    }
    return viewers;
  }

  private static byte[][] readSome(List<OpenAnswer> viewers) throws IOException {
    byte[][] begins = new byte[viewers.size()][];
    byte[] buffer = new byte[1024];
    for (int i = 0; i < begins.length; i++) {
      begins[i] = java.util.Arrays.copyOf(buffer, 0);
      int count = viewers.get(i).read(buffer);
      begins[i] = java.util.Arrays.copyOf(buffer, count);
    }
    return begins;
  }

  private static byte[] concat(byte[] begin, byte[] rest) {
    byte[] whole = java.util.Arrays.copyOf(begin, begin.length + rest.length);
    System.arraycopy(rest, 0, whole, begin.length, rest.length);
    return whole;
  }

  private static long deliveriesFrom(String id) throws IOException {
    for (JsonNode breaker : farm.operator(farm.proxyA()).breakers()) {
      if (breaker.path("server").asText().equals(id)
          && breaker.path("work").asText().equals("delivery")) {
        JsonNode counts = breaker.path("counts");
        return counts.path("successful").asLong() + counts.path("failed").asLong();
      }
    }
    return 0;
  }
}
