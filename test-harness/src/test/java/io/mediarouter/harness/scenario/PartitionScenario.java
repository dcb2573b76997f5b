package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.FarmExtra;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The proxies lose each other: both go on, and what each learned alone both know afterwards. */
@Tag("slow")
class PartitionScenario {
  private static final String OF_A = "bars-360p.mp4?height=120&ab=40k";
  private static final String OF_B = "bars-360p.mp4?height=120&ab=50k";
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"slow": {"firstByte": "10s", "speed": 0.1}},
       "health": {"interval": "500ms"}}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(1, 2, 2).with(FarmExtra.RELAYS).withSettings(SETTINGS));

  @Test
  void whatEachProxyDoesAlone_bothKnowOnceTheyAreTogetherAgain() throws IOException {
    Operator a = farm.operator(farm.proxyA());
    Operator b = farm.operator(farm.proxyB());
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED)) {
      awaitMembers(2);

      farm.processes().cluster().partition();
      awaitMembers(1);
      Answer byA = farm.client().get(farm.proxyA().media(OF_A));
      Answer byB = farm.client().get(farm.proxyB().media(OF_B));
      farm.awaitStored(farm.proxyA(), OF_A);
      farm.awaitStored(farm.proxyB(), OF_B);
      URI job = a.submit("{\"asset\": \"bars-360p.mp4\", \"renditions\": [\"height=144\"]}");
      b.set("distributor-2", "draining");
      load.goOn(40);

      farm.processes().cluster().heal();
      long healedNanos = System.nanoTime();
      awaitMembers(2);
      farm.awaitStored(farm.proxyB(), OF_A);
      farm.awaitStored(farm.proxyA(), OF_B);
      a.awaitState("distributor-2", "draining");
      await("both know the job")
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> farm.client().get(b.at("jobs/" + last(job))).status() == 200);
      ScenarioFarm.report(
          "both know all %.1f s after the network is whole again"
              .formatted((System.nanoTime() - healedNanos) / 1e9));
      farm.assertSamePictures(farm.client().get(farm.proxyB().media(OF_A)), byA);
      farm.assertSamePictures(farm.client().get(farm.proxyA().media(OF_B)), byB);

      a.set("distributor-2", "ready");
      b.awaitState("distributor-2", "ready");
      load.goOn(20);
      load.stopWhole("while the proxies are apart and together again");
      await("the job is done, once viewers leave room for it")
          .atMost(ScenarioFarm.PATIENCE)
          .until(() -> b.see("jobs/" + last(job)).path("state").asText().equals("stored"));
    } finally {
      farm.processes().cluster().heal();
    }
  }

  @Test
  void aProxyThatIsKilled_comesBackAtTheSameAddress_andKnowsWhatIsStored() throws IOException {
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED)) {
      load.use(farm.proxyA());
      farm.proxyB().process().kill9();
      farm.proxyB().process().restart();
      awaitMembers(2);
      assertThat(farm.isStored(farm.proxyB(), ScenarioLoad.STORED)).isTrue();
    }
  }

  private static String last(URI job) {
    return job.getPath().substring(job.getPath().lastIndexOf('/') + 1);
  }

  private static void awaitMembers(int count) {
    await(count + " members")
        .atMost(ScenarioFarm.PATIENCE)
        .until(
            () ->
                farm.operator(farm.proxyA()).members() == count
                    && farm.operator(farm.proxyB()).members() == count);
  }
}
