package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadMetersTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final Server SERVER =
      new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1/"), 4, "");

  private final LoadMeters meters = new LoadMeters();
  private final ServerLoadMonitor monitor = new ServerLoadMonitor(Duration.ofSeconds(10));

  private static Instant at(double seconds) {
    return NOW.plusNanos(Math.round(seconds * 1e9));
  }

  private static ActiveTask task(String id, double start) {
    return new ActiveTask(
        id,
        "t1",
        TaskKind.ON_DEMAND,
        new AssetId("clip.mp4"),
        "key",
        Priority.DEFAULT,
        1,
        10,
        at(start),
        0,
        false);
  }

  private double load(LoadReport report, double now, ActiveTask... tasks) {
    var view =
        new ServerView(
            SERVER,
            AdministrativeState.READY,
            ServerHealth.WELL,
            report,
            List.of(tasks),
            tasks.length,
            meters.of(report));
    return monitor.loadOf(view, at(now)).cores();
  }

  private boolean hasSession(LoadReport report, ActiveTask... tasks) {
    return new ServerView(
            SERVER,
            AdministrativeState.READY,
            ServerHealth.WELL,
            report,
            List.of(tasks),
            tasks.length,
            meters.of(report))
        .hasSession();
  }

  @Test
  void taskThatEndedSinceTheReport_doesNotKeepItsSession() {
    meters.started(task("a", 0));
    meters.started(task("b", 0));
    var report = new LoadReport("t1", 2, at(10), 2, 2);
    assertThat(hasSession(report, task("a", 0), task("b", 0))).isFalse();

    meters.ended("a", "t1", at(10.2));

    assertThat(hasSession(report, task("b", 0))).isTrue();
    assertThat(hasSession(report, task("b", 0), task("c", 10.3))).isFalse();
  }

  @Test
  void taskThatIsYetToShow_isOneBesideOthersSessions() {
    var report = new LoadReport("t1", 2, at(10), 1, 2);

    assertThat(hasSession(report)).isTrue();
    assertThat(hasSession(report, task("own, and counted", 9))).isTrue();
    assertThat(hasSession(report, task("not counted yet", 10.5))).isFalse();
  }

  @Test
  void taskThatEndedBeforeTheReport_isNotInIt() {
    meters.started(task("a", 0));
    meters.ended("a", "t1", at(5));

    assertThat(hasSession(new LoadReport("t1", 2, at(10), 2, 2))).isFalse();
  }

  @Test
  void taskThatEndedSinceTheReport_doesNotKeepItsRoom() {
    meters.started(task("a", 0));
    meters.started(task("b", 0));
    var report = new LoadReport("t1", 2, at(10));
    meters.reported(report);
    assertThat(load(report, 10.5, task("a", 0), task("b", 0))).isEqualTo(2);

    meters.ended("a", "t1", at(10.2));

    assertThat(load(report, 10.5, task("b", 0))).isEqualTo(1);
  }

  @Test
  void taskThatEndedBeforeTheReport_isForgottenAsTheMeterForgetsIt() {
    meters.started(task("a", 0));
    meters.ended("a", "t1", at(9));

    assertThat(load(new LoadReport("t1", 0.5, at(10)), 10)).as("half of two seconds").isZero();
    assertThat(load(new LoadReport("t1", 0.5, at(11)), 11)).as("it is another's").isEqualTo(0.5);
  }

  @Test
  void whatOthersUse_isStillBelieved() {
    meters.started(task("a", 0));
    meters.ended("a", "t1", at(9));

    assertThat(load(new LoadReport("t1", 2.5, at(10)), 10)).isCloseTo(2, within(1e-9));
  }

  @Test
  void noiseOfTheMeter_keepsNoRoom() {
    meters.started(task("a", 0));

    assertThat(load(new LoadReport("t1", 1.1, at(10)), 10, task("a", 0))).isEqualTo(1);
  }

  /** Short tasks come and go; another program uses a constant core; each second a report. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 2, 8})
  void windowOfAServersMeter_isLearned(double window) {
    var random = new SplittableRandom(7);
    List<double[]> all = new ArrayList<>();
    double start = 0;
    while (start < 600) {
      start += random.nextExponential();
      double end = start + 0.3 + random.nextExponential();
      all.add(new double[] {start, end});
    }
    LoadReport last = new LoadReport("t1", 0, NOW);
    for (int second = 1; second <= 600; second++) {
      for (int i = 0; i < all.size(); i++) {
        tell(all.get(i), "s" + i, second);
      }
      double shown = 1;
      for (double[] span : all) {
        double overlap = Math.min(span[1], second) - Math.max(span[0], second - window);
        shown += Math.max(0, overlap) / window;
      }
      last = new LoadReport("t1", shown, at(second));
      meters.reported(last);
    }

    assertThat(meters.of(last).windowSeconds()).isEqualTo(window);
  }

  private void tell(double[] span, String id, int second) {
    if (span[0] <= second && span[0] > second - 1) {
      meters.started(task(id, span[0]));
    }
    if (span[1] <= second && span[1] > second - 1) {
      meters.ended(id, "t1", at(span[1]));
    }
  }
}
