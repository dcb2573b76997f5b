package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.scenario.process.ProcessMemory;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever does not take what was asked for holds little memory, and no other client up. */
class SlowReadersScenario {
  private static final int READERS = Integer.getInteger("slow.readers", 300);
  private static final String LARGE = "large.mp4";
  private static final int LARGE_MEBIBYTES = 48;
  private static final int MEBIBYTE = 1024 * 1024;

  /** The farm's machine is as busy as the proxy's: it is not to be taken for a slow server. */
  private static final String SETTINGS =
      """
      {"connectionsPerServer": 4000,
       "timeouts": {"connect": "5s", "firstByte": "30s", "decide": "15s"},
       "breakers": {"slow": {"firstByte": "60s", "stall": "60s"}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan -> plan.with(1, 1, 1).withSettings(SETTINGS).withProxyJvm(List.of("-Xmx256m")));

  @BeforeAll
  static void addSource() throws IOException {
    farm.media().addPadded(LARGE, Sample.BARS_360P, LARGE_MEBIBYTES);
  }

  @Test
  void manySlowReadersOfAnOriginal_leaveRoomForOthers() throws Exception {
    URI original = farm.proxyA().media(LARGE);
    var memory = new ProcessMemory(farm.proxyA().process().pid());
    double alone = fetch(original);
    long idle = memory.liveHeapBytes();
    long residentBefore = memory.peakResidentBytes();

    long busy;
    double atFirst;
    double later;
    try (SlowReaders readers = SlowReaders.of(READERS, original)) {
      // The kernel's buffers of all of them are filled meanwhile.
      atFirst = fetch(original);
      later = fetch(original);
      busy = memory.liveHeapBytes();
      assertThat(readers.reading()).isEqualTo(READERS);
    }

    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> memory.liveHeapBytes() < idle + 16 * MEBIBYTE);
    ScenarioFarm.report(
        "%d slow readers: live heap %d -> %d MiB, resident %d -> %d MiB"
            .formatted(
                READERS,
                idle / MEBIBYTE,
                busy / MEBIBYTE,
                residentBefore / MEBIBYTE,
                memory.peakResidentBytes() / MEBIBYTE));
    ScenarioFarm.report(
        "%d MiB alone %.0f ms, beside them %.0f, and again %.0f ms"
            .formatted(LARGE_MEBIBYTES, alone, atFirst, later));
  }

  private static double fetch(URI address) throws IOException {
    Answer answer = farm.client().get(address);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(LARGE_MEBIBYTES * MEBIBYTE);
    return answer.totalMillis();
  }
}
