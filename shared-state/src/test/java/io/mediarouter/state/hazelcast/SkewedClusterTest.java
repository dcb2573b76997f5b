package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.state.ClusterContract;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.durable.LogOf;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two proxies of which the second one's clock is some minutes off. */
class SkewedClusterTest extends ClusterContract {
  private static final Duration NEAR = Duration.ofSeconds(5);
  private static final String KEY = Ejection.key("t1", Work.TRANSCODE);

  private final TestCluster cluster = new TestCluster();
  private List<InstantSource> clocks = List.of();

  @Override
  protected SharedState newMember(int number) {
    return HazelcastSharedState.join(cluster.nextOptions(), clocks.get(number));
  }

  @Test
  void whatAProxyTellsThatIsAhead_isAsOldAsItIs() throws Exception {
    assertEachReadsTheOther(Duration.ofMinutes(3));
  }

  @Test
  void whatAProxyTellsThatIsBehind_isAsOldAsItIs() throws Exception {
    assertEachReadsTheOther(Duration.ofMinutes(-3));
  }

  @Test
  void clockThatIsOff_isWarnedOfOnce() throws Exception {
    var system = InstantSource.system();
    clocks = List.of(system, InstantSource.offset(system, Duration.ofMinutes(-1)));
    try (var log = new LogOf(StateBroadcast.class)) {
      SharedState right = join();
      SharedState wrong = join();

      soon().until(() -> warnings(log, wrong).size() == 1 && warnings(log, right).size() == 1);

      assertThat(warnings(log, wrong).get(0)).contains("ms behind this one's");
      assertThat(warnings(log, right).get(0)).contains("ms ahead of this one's");
    }
  }

  private static List<String> warnings(LogOf log, SharedState about) {
    return log.at(Level.WARN).stream()
        .filter(line -> line.startsWith("The clock of proxy " + about.self() + " ([127.0.0.1]:"))
        .toList();
  }

  private void assertEachReadsTheOther(Duration skew) throws Exception {
    var system = InstantSource.system();
    clocks = List.of(system, InstantSource.offset(system, skew));
    SharedState right = join();
    SharedState wrong = join();
    assertReadEachOther(skew, right, wrong);
  }

  private void assertReadEachOther(Duration skew, SharedState right, SharedState wrong)
      throws Exception {

    tell(right, clocks.get(0));
    assertReads(wrong, right, clocks.get(1));
    wrong.loads().put("t1", new LoadReport("t1", 2, clocks.get(1).instant()));
    agree(wrong, clocks.get(1));

    soon().until(() -> right.loads().rows().size() == 2);
    right.loads().remove("t1");
    assertReads(right, wrong, clocks.get(0));
    soon().until(() -> right.clocksAhead().containsKey(wrong.self()));
    assertNear(right.clocksAhead().get(wrong.self()), skew);
    assertNear(wrong.clocksAhead().get(right.self()), skew.negated());
  }

  private static void tell(SharedState member, InstantSource clock) throws Exception {
    Instant now = clock.instant();
    member.loads().put("t1", new LoadReport("t1", 2, now));
    member.healthVotes().put(KEY, new HealthVote("t1", Work.TRANSCODE, now));
    agree(member, clock);
  }

  private static void agree(SharedState member, InstantSource clock) throws Exception {
    Instant now = clock.instant();
    long version = member.ejections().get(KEY).map(row -> row.version()).orElse(SharedTable.ABSENT);
    var ejection = new Ejection("t1", Work.TRANSCODE, now, now.plusSeconds(30), 1);
    assertThat(get(member.ejections().replace(KEY, version, ejection))).isTrue();
  }

  private static void assertReads(SharedState reader, SharedState writer, InstantSource clock) {
    soon()
        .untilAsserted(
            () -> {
              var report =
                  reader.loads().rows().stream()
                      .filter(row -> row.owner().equals(writer.self()))
                      .findAny()
                      .orElseThrow();
              assertNear(Duration.between(report.value().at(), clock.instant()), Duration.ZERO);
              var ejection = reader.ejections().get(KEY).orElseThrow().value();
              assertNear(Duration.between(ejection.at(), clock.instant()), Duration.ZERO);
              reader
                  .healthVotes()
                  .rows()
                  .forEach(
                      row -> {
                        if (row.owner().equals(writer.self())) {
                          Duration age = Duration.between(row.value().since(), clock.instant());
                          assertThat(age.abs()).isLessThan(Duration.ofSeconds(30));
                        }
                      });
            });
  }

  private static void assertNear(Duration measured, Duration expected) {
    assertThat(measured.minus(expected).abs()).isLessThan(NEAR);
  }
}
