package io.mediarouter.vertx.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.config.LoadConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadReporterTest {
  private static final Server SERVER =
      new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1/"), 8, "");
  private static final String HALF = "TEXT application_utilization=0.5";

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final SharedState state = cluster.join("p1");
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LoadReporter reporter =
      new LoadReporter(
          state.loads(),
          () -> now,
          () ->
              new LoadConfig(
                  Duration.ofSeconds(1), Duration.ofSeconds(10), List.of("named_metrics.gpu")));

  @Test
  void utilization_isTakenAsCoresOfTheServer() {
    reporter.acceptInBand(SERVER, HALF);

    assertThat(state.loads().own("t1")).contains(new LoadReport("t1", 4, now));
  }

  @Test
  void configuredMetric_comesBeforeTheUsualOnes() {
    reporter.acceptPolled(
        SERVER, "{\"application_utilization\":0.5,\"named_metrics\":{\"gpu\":0.75}}");

    assertThat(state.loads().own("t1")).contains(new LoadReport("t1", 6, now));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TEXT application_utilization=0.5,cpu=0.5",
        "TEXT mem_utilization=0.5",
        "TEXT",
        "<html>"
      })
  void reportThatIsMalformedOrTellsNoUtilization_isPassedOver(String report) {
    reporter.acceptInBand(SERVER, report);
    reporter.acceptPolled(SERVER, report);

    assertThat(state.loads().rows()).isEmpty();
  }

  @Test
  void responses_thatFollowOneAnother_areNotAllTakenIn() {
    reporter.acceptInBand(SERVER, HALF);
    advance(Duration.ofMillis(249));
    reporter.acceptInBand(SERVER, "TEXT application_utilization=1");
    assertThat(state.loads().own("t1").orElseThrow().coresInUse()).isEqualTo(4);

    advance(Duration.ofMillis(1));
    reporter.acceptInBand(SERVER, "TEXT application_utilization=1");

    assertThat(state.loads().own("t1").orElseThrow().coresInUse()).isEqualTo(8);
  }

  @Test
  void oldReport_ofAServerThatIsNotPolled_isForgotten() {
    reporter.acceptInBand(SERVER, HALF);
    advance(Duration.ofSeconds(10));
    reporter.forgetOld();
    assertThat(state.loads().rows()).hasSize(1);

    advance(Duration.ofMillis(1));
    reporter.forgetOld();

    assertThat(state.loads().rows()).isEmpty();
  }

  @Test
  void oldReport_ofAServerThatIsPolled_stays_soThatItsLoadIsUnknown() {
    reporter.acceptPolled(SERVER, HALF);
    reporter.acceptInBand(SERVER, HALF);
    advance(Duration.ofMinutes(1));

    reporter.forgetOld();

    assertThat(state.loads().rows()).hasSize(1);
  }

  @Test
  void serverThatAnotherProxyPolledSince_wasTakenForDown_whenThatProxyDied() {
    SharedState other = cluster.join("p2");
    reporter.acceptPolled(SERVER, "{\"application_utilization\":0.5}");
    advance(Duration.ofMinutes(1));
    other.loads().put("t1", new LoadReport("t1", 2, now));
    reporter.forgetOld();

    other.close();

    assertThat(state.loads().rows()).as("no word of it from a minute ago").isEmpty();
  }

  @Test
  void serverThatIsSilent_sinceAnotherProxyPollsIt_staysUnknown() {
    cluster.join("p2");
    reporter.acceptPolled(SERVER, "{\"application_utilization\":0.5}");
    advance(Duration.ofMinutes(1));

    reporter.forgetOld();

    assertThat(state.loads().rows()).hasSize(1);
  }

  private void advance(Duration time) {
    now = now.plus(time);
  }
}
