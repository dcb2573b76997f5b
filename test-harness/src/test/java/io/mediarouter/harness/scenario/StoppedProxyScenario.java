package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.client.OpenAnswer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A proxy that is asked to stop first ends what it has begun; viewers go to the other. */
@Tag("slow")
class StoppedProxyScenario {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"slow": {"firstByte": "10s", "speed": 0.1}},
       "limits": {"shutdown": "30s"}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 2).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  @Test
  void whatIsUnderWayEndsWhole_andNoRequestFails() throws IOException, InterruptedException {
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED.withFailOver())) {
      load.goOn(20);
      for (String id : new String[] {"transcoder-1", "transcoder-2"}) {
        farm.processes().faults(id).set(Fault.encodingSpeed(1.5));
      }
      try (OpenAnswer slow =
          farm.client().open(farm.proxyA().media("test-card-720p.mp4?height=240&vb=123k"))) {
        byte[] begin = new byte[1];
        assertThat(slow.read(begin)).isEqualTo(1);

        farm.proxyA().process().terminate();
        long stopNanos = System.nanoTime();
        byte[] rest = slow.readRest();
        assertThat(farm.check(concat(begin, rest)).decodes()).isTrue();
        assertThat(farm.proxyA().process().awaitExit(LONG)).hasValue(0);
        ScenarioFarm.report(
            "a proxy with a viewer ended %.1f s after it was asked to"
                .formatted((System.nanoTime() - stopNanos) / 1e9));
      }
      load.goOn(20);
      farm.proxyA().process().restart();
      load.goOn(20);

      load.stopWhole("with a proxy that is stopped and started again");
    }
  }

  private static byte[] concat(byte[] begin, byte[] rest) {
    byte[] whole = new byte[begin.length + rest.length];
    System.arraycopy(begin, 0, whole, 0, begin.length);
    System.arraycopy(rest, 0, whole, begin.length, rest.length);
    return whole;
  }
}
