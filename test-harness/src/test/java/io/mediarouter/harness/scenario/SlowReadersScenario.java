package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.scenario.process.ProcessMemory;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whoever does not take what was asked for holds little memory, no connection of a server, no other
 * client up, and no proxy that is to stop.
 */
@Timeout(300)
class SlowReadersScenario {
  private static final int READERS = Integer.getInteger("slow.readers", 300);
  private static final String LARGE = "large.mp4";
  private static final String MADE = ScenarioMedia.MINUTE + "?height=240&vb=2M";
  private static final int LARGE_MEBIBYTES = 48;
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Duration LONG = Duration.ofMinutes(2);

  /**
   * The farm's machine is as busy as the proxy's: it is not to be taken for a slow server. The
   * number of connections to one is what it is by default.
   */
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "10s", "firstByte": "30s", "decide": "15s"},
       "failover": {"deadline": "60s"},
       "limits": {"lameDuck": "0s", "shutdown": "3s"},
       "caching": {"memory": 0},
       "breakers": {"slow": {"firstByte": "60s", "stall": "60s"}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan -> plan.with(1, 1, 1).withSettings(SETTINGS).withProxyJvm(List.of("-Xmx256m")));

  @BeforeAll
  static void addSource() throws IOException {
    farm.media().addPadded(LARGE, Sample.BARS_360P, LARGE_MEBIBYTES);
    ObjectNode config = farm.proxyA().configuration();
    config.put("fallback", config.path("servers").path(0).path("url").asText());
    farm.proxyA().configure(config.toPrettyString());
    assertThat(farm.client().post(farm.proxyA().admin().resolve("config"), "{}").status())
        .isEqualTo(200);
  }

  private static URI original() {
    return farm.proxyA().media(LARGE);
  }

  private static URI download() {
    return original().resolve("/" + LARGE);
  }

  /** One that is stored already. */
  private static URI stored() throws IOException {
    URI made = farm.proxyA().media(MADE);
    await()
        .atMost(LONG)
        .until(() -> farm.client().get(made).header("cache-status").contains("; hit"));
    return made;
  }

  @Test
  void manySlowReadersOfAnOriginal_leaveRoomForOthers() throws Exception {
    judge("an original", original(), original());
  }

  @Test
  void manySlowReadersOfTheFallback_leaveRoomForOthers() throws Exception {
    judge("the fallback", download(), download());
  }

  @Test
  void manySlowReadersOfAStoredRendition_leaveRoomForOthers() throws Exception {
    judge("a stored rendition", stored(), stored());
  }

  private static void judge(String what, URI slow, URI others) throws IOException {
    var memory = new ProcessMemory(farm.proxyA().process().pid());
    Answer first = fetch(others);
    double alone = fetch(others).totalMillis();
    long idle = memory.liveHeapBytes();

    long busy;
    Answer atFirst;
    Answer later;
    try (SlowReaders readers = SlowReaders.of(READERS, slow)) {
      // The kernel's buffers of all of them are filled meanwhile.
      atFirst = fetch(others);
      later = fetch(others);
      busy = memory.liveHeapBytes();
      assertThat(readers.reading()).isEqualTo(READERS);
    }

    assertThat(atFirst.body()).isEqualTo(first.body());
    assertThat(later.body()).isEqualTo(first.body());
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> memory.liveHeapBytes() < idle + 16 * MEBIBYTE);
    ScenarioFarm.report(
        "%d slow readers of %s: live heap %d -> %d MiB, resident %d MiB; %.1f MiB alone %.0f ms,"
                .formatted(
                    READERS,
                    what,
                    idle / MEBIBYTE,
                    busy / MEBIBYTE,
                    memory.peakResidentBytes() / MEBIBYTE,
                    (double) first.body().length / MEBIBYTE,
                    alone)
            + " beside them %.0f, and again %.0f ms"
                .formatted(atFirst.totalMillis(), later.totalMillis()));
  }

  private static Answer fetch(URI address) throws IOException {
    Answer answer = farm.client().get(address);
    assertThat(answer.status()).as("%s", answer.headers().map()).isEqualTo(200);
    return answer;
  }

  @Test
  void proxyThatIsToStop_endsAmongThem() throws Exception {
    ProxyProcess stopped = farm.proxyA();
    try (SlowReaders first = SlowReaders.of(READERS / 3, original());
        SlowReaders second = SlowReaders.of(READERS / 3, download());
        SlowReaders third = SlowReaders.of(READERS / 3, stored())) {
      assertThat(first.reading() + second.reading() + third.reading()).isEqualTo(READERS / 3 * 3);
      stopped.process().terminate();
      long begin = System.nanoTime();
      assertThat(stopped.process().awaitExit(LONG)).hasValue(0);
      double seconds = (System.nanoTime() - begin) / 1e9;
      ScenarioFarm.report(
          "a proxy with %d slow readers of all kinds ended in %.1f s, 3 of them its grace"
              .formatted(READERS, seconds));
    }
    stopped.process().restart();
  }
}
