package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.harness.scenario.soak.Soak;
import io.mediarouter.harness.scenario.soak.SoakReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A minute of one fault after another; the harness's command {@code soak} has the long form. */
class SoakScenario {
  private static final long SEED = 1;

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(Soak::shape);

  @Test
  void aMinuteOfFaults_leavesNoRequestUnserved_andNothingBehind() throws Exception {
    Soak soak = new Soak(farm.processes(), farm.media().tools(), SEED);

    SoakReport report = soak.run(Duration.ofSeconds(5), Duration.ofSeconds(60));

    ScenarioFarm.report(report.text());
    assertThat(report.load().reasons()).as("failed requests").isEmpty();
    assertThat(report.isGood()).as(report.text()).isTrue();
  }
}
