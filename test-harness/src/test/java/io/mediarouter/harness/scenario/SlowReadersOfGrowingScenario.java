package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.scenario.process.FarmExtra;
import io.mediarouter.harness.scenario.process.Leftovers;
import io.mediarouter.harness.scenario.process.ProcessMemory;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whoever does not take a rendition as it grows holds little memory, no other client up, and no
 * proxy that is to stop.
 */
@Timeout(300)
class SlowReadersOfGrowingScenario {
  private static final int READERS = Integer.getInteger("slow.readers", 200);
  private static final int RENDITIONS = 4;
  private static final String LARGE = "large.mp4";
  private static final int LARGE_MEBIBYTES = 48;
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Duration LONG = Duration.ofMinutes(2);

  /** The farm's machine is as busy as the proxies': it is not to be taken for a slow server. */
  private static final String SETTINGS =
      """
      {"connectionsPerServer": 4000,
       "timeouts": {"connect": "10s", "firstByte": "60s", "decide": "30s"},
       "failover": {"deadline": "60s"},
       "limits": {"lameDuck": "0s", "shutdown": "3s", "slowestClient": 0},
       "breakers": {"slow": {"firstByte": "60s", "stall": "60s", "speed": 0.01}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(1, 1, 2)
                  .with(FarmExtra.FAULTS)
                  .withSettings(SETTINGS)
                  .withProxyJvm(List.of("-Xmx256m")));

  @BeforeAll
  static void addSource() throws IOException {
    farm.media().addPadded(LARGE, Sample.BARS_360P, LARGE_MEBIBYTES);
    farm.processes().faults("transcoder-1").set(Fault.encodingSpeed(0.5));
  }

  private final List<SlowReaders> readers = new ArrayList<>();

  /** Has renditions read that take two minutes to be made. */
  private void readAsTheyGrow(ProxyProcess proxy) throws IOException {
    for (int i = 0; i < RENDITIONS; i++) {
      URI growing = proxy.media(ScenarioMedia.MINUTE + "?vb=2M&height=" + (240 + 16 * i));
      readers.add(SlowReaders.of(READERS / RENDITIONS, growing));
    }
  }

  private int reading() {
    return readers.stream().mapToInt(SlowReaders::reading).sum();
  }

  @AfterEach
  void hangUp() throws IOException {
    for (SlowReaders each : readers) {
      each.close();
    }
    readers.clear();
  }

  private static double fetch(URI address) throws IOException {
    Answer answer = farm.client().get(address);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(LARGE_MEBIBYTES * MEBIBYTE);
    return answer.totalMillis();
  }

  private static void assertAllAreBeingMade() {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(() -> assertThat(farm.reservations(farm.proxyB())).hasSize(RENDITIONS));
  }

  /** No encoder, no reservation that the other proxy knows, no file of what was made. */
  private static void assertNothingIsLeft() {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(() -> assertThat(Leftovers.of(farm.processes())).isEmpty());
  }

  @Test
  void manyOfThem_leaveRoomForOthers() throws IOException {
    URI original = farm.proxyA().media(LARGE);
    var memory = new ProcessMemory(farm.proxyA().process().pid());
    double alone = fetch(original);
    long idle = memory.liveHeapBytes();

    readAsTheyGrow(farm.proxyA());
    double beside = fetch(original);
    long busy = memory.liveHeapBytes();
    assertThat(reading()).isEqualTo(READERS);
    assertAllAreBeingMade();
    hangUp();

    assertNothingIsLeft();
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> memory.liveHeapBytes() < idle + 16 * MEBIBYTE);
    ScenarioFarm.report(
        ("%d slow readers of %d growing: live heap %d -> %d MiB, resident %d MiB;"
                + " %d MiB in %.0f -> %.0f ms")
            .formatted(
                READERS,
                RENDITIONS,
                idle / MEBIBYTE,
                busy / MEBIBYTE,
                memory.peakResidentBytes() / MEBIBYTE,
                LARGE_MEBIBYTES,
                alone,
                beside));
  }

  @Test
  void proxyThatIsToStop_endsAmongThem_andLeavesNothing() throws Exception {
    ProxyProcess stopped = farm.proxyA();
    readAsTheyGrow(stopped);
    assertAllAreBeingMade();

    stopped.process().terminate();
    long begin = System.nanoTime();
    assertThat(stopped.process().awaitExit(LONG)).hasValue(0);
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertNothingIsLeft();
    ScenarioFarm.report(
        "a proxy with %d slow readers of %d growing renditions ended in %.1f s, 3 of them its grace"
            .formatted(READERS, RENDITIONS, seconds));
    stopped.process().restart();
  }
}
