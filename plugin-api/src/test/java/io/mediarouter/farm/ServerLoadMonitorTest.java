package io.mediarouter.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerLoadMonitorTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
  private static final Server SERVER =
      new Server("t1", Set.of(ServerRole.TRANSCODING), URI.create("http://t1/"), 4, "");

  private final ServerLoadMonitor monitor = new ServerLoadMonitor(Duration.ofSeconds(10));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // what                              | reported | ago s | tasks: cores@age s | load | known
        "never reports, idle                 |     |     |                 | 0    | true",
        "never reports, known by its tasks   |     |     | 1@60 0.5@0      | 1.5  | true",
        "reports, no task of ours            | 1.2 | 1   |                 | 1.2  | true",
        "the report shows the tasks          | 1.2 | 1   | 1@60            | 1.2  | true",
        "assigned since the report           | 1.2 | 1   | 1@60 1@0.5      | 2.2  | true",
        "assigned as the report came         | 1.2 | 1   | 1@60 1@1        | 2.2  | true",
        "assigned 1 s before: half is shown  | 1.7 | 1   | 1@60 1@2        | 2.2  | true",
        "assigned 2 s before: all is shown   | 2.2 | 1   | 1@60 1@3        | 2.2  | true",
        "lies low: its tasks count           | 0   | 1   | 1@60 1.5@60     | 2.5  | true",
        "lies low, and there is a new task   | 0   | 1   | 1@60 1@60 1@0   | 3    | true",
        "lies low by half, and a new task    | 1   | 1   | 1@60 1@60 1@0   | 3    | true",
        "lies high: believed while it works  | 10  | 1   | 1@60            | 10   | true",
        "the last moment of a report         | 1.2 | 10  | 1@60            | 1.2  | true",
        "stopped reporting: unknown          | 0   | 11  |                 | 0    | false",
        "stopped reporting, its tasks count  | 0.1 | 11  | 1@60 1@5        | 2    | false",
      })
  void load_isTheReportAndWhatItCannotShow_andNeverLessThanTheTasks(
      String what,
      @Nullable Double reported,
      Double ago,
      String tasks,
      double load,
      boolean known) {
    ServerView view = view(reported == null ? null : report(reported, ago), tasks(tasks));

    ServerLoad result = monitor.loadOf(view, NOW);

    assertThat(result.cores()).isCloseTo(load, within(1e-9));
    assertThat(result.known()).isEqualTo(known);
  }

  @Test
  void serverThatReportsNothingOfItsTasks_isGivenNoMoreThanItHasCoresFor() {
    List<ActiveTask> assigned = new ArrayList<>();

    while (monitor.loadOf(view(report(0, 0.1), assigned), NOW).freeCores(SERVER) >= 1) {
      assigned.add(task(1, 30 - assigned.size()));
    }

    assertThat(assigned).hasSize(4);
  }

  @Test
  void serverThatReportsTenfold_isGivenWorkWheneverItIsIdle() {
    assertThat(free(report(10 * 0.4, 0), List.of(task(0.4, 60)), NOW)).isZero();
    assertThat(free(report(10 * 0, 0), List.of(), NOW)).isEqualTo(4);
  }

  @Test
  void serverThatClaimsToBeFullOfOthersWork_isTriedOnceAMinute() {
    long trials =
        LongStream.range(0, 600)
            .mapToObj(NOW::plusSeconds)
            .filter(now -> free(new LoadReport("t1", 40, now), List.of(), now) == 4)
            .count();

    assertThat(trials).isEqualTo(10);
  }

  @Test
  void serverThatClaimsToBeFull_isBelieved_whileATaskTriesIt() {
    for (int second = 0; second < 120; second++) {
      Instant now = NOW.plusSeconds(second);
      assertThat(free(new LoadReport("t1", 40, now), List.of(task(0.1, 0)), now)).isZero();
    }
  }

  @Test
  void serverThatStoppedReporting_isNotTried() {
    for (int second = 0; second < 120; second++) {
      assertThat(free(report(40, 60), List.of(), NOW.plusSeconds(second))).isZero();
    }
  }

  @Property
  void load_isNeverLessThanPredicted_norThanReported(
      @ForAll @DoubleRange(max = 8) double reported,
      @ForAll @IntRange(max = 9) int ago,
      @ForAll List<@DoubleRange(max = 4) Double> demands) {
    List<ActiveTask> tasks = demands.stream().map(demand -> task(demand, demand * 2)).toList();
    ServerView view = view(report(reported, ago), tasks);
    double predicted = demands.stream().mapToDouble(Double::doubleValue).sum();

    double cores = monitor.loadOf(view, NOW).cores();

    assertThat(cores).isGreaterThanOrEqualTo(predicted - 1e-9);
    assertThat(cores).isLessThanOrEqualTo(reported + predicted + 1e-9);
    assertThat(tasks.isEmpty() || cores >= reported - 0.04 * 4 - 1e-9).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S"})
  void staleAfter_isAboveZero(Duration staleAfter) {
    assertThatThrownBy(() -> new ServerLoadMonitor(staleAfter))
        .hasMessage("staleAfter: " + staleAfter + " (expected: > 0)");
  }

  private double free(LoadReport report, List<ActiveTask> tasks, Instant now) {
    return monitor.loadOf(view(report, tasks), now).freeCores(SERVER);
  }

  private static LoadReport report(double cores, double secondsAgo) {
    return new LoadReport("t1", cores, ago(secondsAgo));
  }

  private static ServerView view(@Nullable LoadReport report, List<ActiveTask> tasks) {
    return new ServerView(SERVER, AdministrativeState.READY, ServerHealth.WELL, report, tasks);
  }

  private static List<ActiveTask> tasks(@Nullable String list) {
    List<ActiveTask> tasks = new ArrayList<>();
    for (String each : list == null ? new String[0] : list.split(" ", -1)) {
      String[] parts = each.split("@", -1);
      tasks.add(task(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
    }
    return tasks;
  }

  private static ActiveTask task(double cores, double secondsAgo) {
    return new ActiveTask(
        "task",
        "t1",
        TaskKind.ON_DEMAND,
        new AssetId("clip.mp4"),
        "key",
        Priority.DEFAULT,
        cores,
        10,
        ago(secondsAgo),
        0,
        false);
  }

  private static Instant ago(double seconds) {
    return NOW.minusMillis(Math.round(seconds * 1000));
  }
}
