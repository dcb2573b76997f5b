package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.fault.Fault;
import io.mediarouter.harness.scenario.process.FarmExtra;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Disks are full: viewers are served all the same, and only the storing suffers. */
@Tag("slow")
class FullDiskScenario {
  private static final String ASSET = "bars-360p.mp4";
  private static final String CARD = "test-card-720p.mp4";
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"openFor": "1s", "slow": {"firstByte": "10s", "speed": 0.1}}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 2, 1).with(FarmExtra.FAULTS).withSettings(SETTINGS));

  @AfterEach
  void forget() throws IOException {
    makeRoom();
    Operator operator = farm.operator(farm.proxyA());
    operator.set("distributor-1", "ready");
    operator.set("distributor-2", "ready");
  }

  private static void makeRoom() throws IOException {
    farm.processes().faults("distributor-1").heal();
    farm.processes().faults("distributor-2").heal();
  }

  @Test
  void oneStoreIsFull_theRenditionIsStreamed_andStoredOnTheOther() throws IOException {
    farm.processes().faults("distributor-1").set(Fault.diskFull());

    for (int rate = 60; rate < 64; rate++) {
      String target = ASSET + "?height=90&ab=" + rate + "k";
      assertStreamed(farm.proxyA(), target);
      farm.awaitStored(farm.proxyA(), target);
      assertThat(servers("a" + rate + "000")).containsExactly("distributor-2");
    }
  }

  /** Where the rendition lies whose key has {@code part} in it. */
  private static List<String> servers(String part) throws IOException {
    List<String> servers = new ArrayList<>();
    for (JsonNode stored : farm.operator(farm.proxyA()).stored(ASSET)) {
      if (stored.path("key").asText().contains(part)) {
        stored.path("servers").forEach(id -> servers.add(id.asText()));
      }
    }
    return servers;
  }

  @Test
  void allStoresAreFull_theRenditionIsStreamed_andStoredOnceThereIsRoom() throws IOException {
    farm.processes().faults("distributor-1").set(Fault.diskFull());
    farm.processes().faults("distributor-2").set(Fault.diskFull());
    String target = ASSET + "?height=90&ab=70k";

    assertStreamed(farm.proxyA(), target);
    assertStreamed(farm.proxyA(), target);
    assertThat(farm.isStored(farm.proxyA(), target)).isFalse();

    makeRoom();
    await("it is stored")
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () -> {
              farm.client().get(farm.proxyA().media(target));
              return farm.isStored(farm.proxyA(), target);
            });
  }

  @Test
  void aProxyWithoutRoomForTemporaryFiles_streamsAllTheSame() throws IOException {
    String none = "{\"memory\": \"64k\", \"totalMemory\": \"1M\", \"disk\": 0}";
    String little = "{\"memory\": \"64k\", \"disk\": \"128k\", \"totalDisk\": \"128k\"}";
    String unusable = "{\"memory\": \"64k\", \"directory\": \"/proc/none\"}";

    int rate = 900;
    for (String spool : List.of(none, little, unusable)) {
      ProxyProcess proxy = addProxy(spool);
      assertStreamed(proxy, CARD + "?height=360&vb=" + rate++ + "k");
    }
  }

  private static ProxyProcess addProxy(String spool) throws IOException {
    String settings = SETTINGS.strip();
    return farm.processes()
        .addProxy(settings.substring(0, settings.length() - 1) + ", \"spool\": " + spool + "}");
  }

  private static void assertStreamed(ProxyProcess proxy, String target) throws IOException {
    Answer answer = farm.client().get(proxy.media(target));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("cache-status")).contains("detail=on-demand-exact");
    var found = farm.check(answer.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
  }
}
