package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.fault.Fault;
import io.mediarouter.harness.load.LoadPlan;
import io.mediarouter.harness.load.MixedLoad;
import io.mediarouter.harness.load.Report;
import io.mediarouter.harness.process.FarmExtra;
import io.mediarouter.harness.process.ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers misbehave, and the proxies lose each other: viewers do not notice. */
class FaultyFarmScenario {
  private static final String STORED = "bars-360p.mp4?preset=240p";
  private static final LoadPlan LOAD =
      LoadPlan.NOTHING
          .withStored(STORED)
          .withOriginals("bars-360p.mp4")
          .withVaried("bars-360p.mp4")
          .withThumbnails("test-card-720p.mp4?preset=thumbnail&t=1")
          .withWorkers(3);

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 2, 2).with(FarmExtra.FAULTS, FarmExtra.RELAYS));

  @Test
  void whileTheProxiesAreApart_bothServe_andHealedTheyAreTwoAgain() throws IOException {
    try (MixedLoad load = start()) {
      awaitMembers(2);

      farm.processes().cluster().partition();
      awaitMembers(1);
      awaitServed(load, 50);
      farm.processes().cluster().heal();
      awaitMembers(2);
      awaitServed(load, 50);

      assertAllServed(load.stop());
    }
  }

  @Test
  void whenATranscoderRefusesAndIsThenRestarted_allIsServedByTheOther() throws IOException {
    try (MixedLoad load = start()) {
      farm.processes().faults("transcoder-1").set(Fault.refuse(), Fault.onlyPath("/transcode"));
      awaitServed(load, 50);
      farm.processes().server("transcoder-1").kill9();
      awaitServed(load, 50);
      farm.processes().server("transcoder-1").restart();
      awaitServed(load, 50);

      assertAllServed(load.stop());
    }
  }

  @Test
  void whenAProxyIsKilled_itComesBackAtTheSameAddress_andJoins() throws IOException {
    try (MixedLoad load = start()) {
      load.use(List.of(farm.proxyA().media("")));
      farm.proxyB().process().kill9();
      farm.proxyB().process().restart();
      awaitMembers(2);
      assertThat(farm.isStored(farm.proxyB(), STORED)).isTrue();
    }
  }

  private static MixedLoad start() throws IOException {
    farm.client().get(farm.proxyA().media(STORED));
    farm.awaitStored(farm.proxyA(), STORED);
    farm.awaitStored(farm.proxyB(), STORED);
    List<URI> proxies = List.of(farm.proxyA().media(""), farm.proxyB().media(""));
    return MixedLoad.start(LOAD, proxies, farm.media().tools());
  }

  private static void awaitServed(MixedLoad load, int more) {
    long enough = load.report().served() + more;
    await().atMost(ScenarioFarm.PATIENCE).until(() -> load.report().served() >= enough);
  }

  private static void awaitMembers(int count) {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(
            () -> {
              for (ProxyProcess proxy : farm.processes().proxies()) {
                JsonNode health = farm.json(proxy.admin().resolve("health"));
                assertThat(health.path("members").asInt()).as(proxy.name()).isEqualTo(count);
              }
            });
  }

  private static void assertAllServed(Report report) {
    ScenarioFarm.report(report.text());
    assertThat(report.reasons()).isEmpty();
    assertThat(report.failed()).isZero();
  }
}
