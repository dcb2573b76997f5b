package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.scenario.process.FarmProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transcoding server that is killed takes only the streams with it that it was making. */
class KilledTranscoderScenario {
  private static final String KILLED = "transcoder-1";
  private static final String SETTINGS =
      """
      {"timeouts": {"connect": "5s", "firstByte": "15s", "decide": "10s"},
       "failover": {"deadline": "30s"},
       "breakers": {"openFor": "1s", "slow": {"firstByte": "10s", "speed": 0.1}},
       "health": {"interval": "500ms", "fall": 2},
       "slowStart": "3s"}
      """;

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(plan -> plan.with(2, 1, 1).withCapacity(1).withSettings(SETTINGS));

  @Test
  void theOtherMakesWhatIsAskedFor_andTheKilledIsUsedAgainOnceItIsBack() throws IOException {
    FarmProcess killed = farm.processes().server(KILLED);
    Operator operator = farm.operator(farm.proxyA());
    List<ProcessHandle> encoders = new ArrayList<>();
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.TRANSCODES)) {
      await().atMost(ScenarioFarm.PATIENCE).until(() -> encoders.addAll(killed.descendants()));

      killed.kill9();
      load.goOn(30);
      operator.awaitCondition(KILLED, "down");
      await("its encoders end").until(() -> encoders.stream().noneMatch(ProcessHandle::isAlive));

      killed.restart();
      assertThat(farm.tasks(killed)).as("tasks of its new life").isEmpty();
      await("slow start").atMost(ScenarioFarm.PATIENCE).until(() -> share(operator) < 1);
      await("tasks again").atMost(ScenarioFarm.PATIENCE).until(() -> !farm.tasks(killed).isEmpty());
      await("its full share").atMost(ScenarioFarm.PATIENCE).until(() -> share(operator) == 1);
      load.goOn(30);

      load.stop("with a transcoder that is killed and restarted");
    }
  }

  private static double share(Operator operator) throws IOException {
    return operator.server(KILLED).path("health").path("slow_start_share").asDouble();
  }
}
