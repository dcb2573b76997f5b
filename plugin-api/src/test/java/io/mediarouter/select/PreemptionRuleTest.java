package io.mediarouter.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.Sources;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PreemptionRuleTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final double DEMAND = 2;
  private static final Task TASK =
      new Task(
          new AssetId("a.mp4"),
          Sources.clip720p(),
          RenditionResolver.resolve(RenditionRequest.DEFAULT, Sources.clip720p()),
          EncodingSpeed.FAST);

  private final PreemptionRule rule = rule(1);

  private static PreemptionRule rule(double highestUtilization) {
    return new PreemptionRule(
        new ServerLoadMonitor(Duration.ofSeconds(10)),
        task ->
            TaskForecast.everywhere(new TaskEstimate(DEMAND, 10, TaskEstimate.Basis.CONSERVATIVE)),
        highestUtilization);
  }

  @Test
  void serverWhereLeastIsLost_isFreed() {
    ServerView muchLost = server("a", task("a1", TaskKind.BATCH, 7, 4, 0.9, false));
    ServerView littleLost = server("b", task("b1", TaskKind.BATCH, 7, 4, 0.1, false));

    assertThat(find(muchLost, littleLost).orElseThrow().candidate().server().id()).isEqualTo("b");
  }

  @Test
  void whereCoresAreShared_noMoreGiveWayThanRoomIsMadeFor() {
    ServerView shared =
        server(
            "a",
            task("first", TaskKind.ON_DEMAND, 7, 2, 0.1, false),
            task("second", TaskKind.ON_DEMAND, 7, 2, 0.2, false),
            task("third", TaskKind.ON_DEMAND, 7, 2, 0.3, false));

    assertThat(victims(rule(1.5), shared)).containsExactly("first");
    assertThat(victims(rule(1), shared)).containsExactlyInAnyOrder("first", "second");
  }

  private static List<String> victims(PreemptionRule rule, ServerView view) {
    return rule
        .find(TASK, List.of(view), Priority.DEFAULT, false, NOW)
        .orElseThrow()
        .victims()
        .stream()
        .map(ActiveTask::id)
        .toList();
  }

  @Test
  void amongBatchWork_theLessUrgentGivesWay_evenIfMoreOfItIsDone() {
    ServerView both =
        server(
            "a",
            task("urgent", TaskKind.BATCH, 4, 2, 0.1, false),
            task("idle", TaskKind.BATCH, 7, 2, 0.9, false));
    ServerView urgent = server("b", task("b1", TaskKind.BATCH, 5, 4, 0, false));
    ServerView idle = server("c", task("c1", TaskKind.BATCH, 6, 4, 0.9, false));

    assertThat(find(both).orElseThrow().victims())
        .extracting(ActiveTask::id)
        .containsExactly("idle");
    assertThat(find(urgent, idle).orElseThrow().candidate().server().id()).isEqualTo("c");
  }

  @Test
  void taskThatTurnsOutNotToBeNeeded_isSpared() {
    ServerView view =
        server(
            "a",
            task("small", TaskKind.BATCH, 7, 1, 0.1, false),
            task("large", TaskKind.BATCH, 7, 3, 0.2, false));

    assertThat(find(view).orElseThrow().victims())
        .extracting(ActiveTask::id)
        .containsExactly("large");
  }

  /** It shows in the report already, and counts as reserved until it must show there in full. */
  @Test
  void taskThatHasJustBegun_isEnoughToMakeItsRoom() {
    ActiveTask batch = task("b", TaskKind.BATCH, 7, 4, 0, false, NOW.minusMillis(900));
    var report = new LoadReport("a", 3.6, NOW.minusMillis(100));

    assertThat(find(reporting(report, batch)).orElseThrow().victims()).containsExactly(batch);
  }

  @Test
  void reportedLoadThatNoVictimExplains_stays() {
    ActiveTask batch = task("b", TaskKind.BATCH, 7, 1, 0, false);
    var report = new LoadReport("a", 3.9, NOW.minusMillis(100));

    assertThat(find(reporting(report, batch))).isEmpty();
  }

  @RepeatedTest(200)
  void whateverRuns_victimsAreAllowedSufficientAndAllNeeded(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<ServerView> farm = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      farm.add(server("s" + i, randomTasks(random)));
    }

    find(farm.toArray(new ServerView[0])).ifPresent(found -> check(found, farm));
  }

  private static void check(Preemption found, List<ServerView> farm) {
    ServerView view =
        farm.stream()
            .filter(v -> v.server().equals(found.candidate().server()))
            .findFirst()
            .orElseThrow();
    assertThat(view.tasks()).containsAll(found.victims());
    assertThat(found.victims()).doesNotHaveDuplicates().isNotEmpty();
    for (ActiveTask victim : found.victims()) {
      boolean batch = victim.kind() == TaskKind.BATCH;
      assertThat(batch || (victim.priority().urgency() > 3 && !victim.delivering())).isTrue();
    }
    double used = view.tasks().stream().mapToDouble(ActiveTask::demandCores).sum();
    double freed = found.victims().stream().mapToDouble(ActiveTask::demandCores).sum();
    double missing = used + DEMAND - view.server().capacityCores();
    assertThat(freed).isGreaterThanOrEqualTo(missing - 1e-9);
    boolean single = found.victims().size() == 1;
    assertThat(found.victims())
        .allMatch(victim -> single || freed - victim.demandCores() < missing + 1e-9);
  }

  private static ActiveTask[] randomTasks(Random random) {
    ActiveTask[] tasks = new ActiveTask[random.nextInt(8)];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] =
          task(
              "t" + i,
              random.nextBoolean() ? TaskKind.BATCH : TaskKind.ON_DEMAND,
              random.nextInt(8),
              0.5 + random.nextInt(4),
              random.nextDouble(),
              random.nextBoolean());
    }
    return tasks;
  }

  private Optional<Preemption> find(ServerView... servers) {
    return rule.find(TASK, List.of(servers), Priority.DEFAULT, false, NOW);
  }

  private static ServerView server(String id, ActiveTask... tasks) {
    var server =
        new Server(
            id, Set.of(ServerRole.TRANSCODING), URI.create("http://" + id + ".test/"), 4, "");
    return new ServerView(
        server, AdministrativeState.READY, ServerHealth.WELL, null, List.of(tasks));
  }

  private static ServerView reporting(LoadReport report, ActiveTask... tasks) {
    ServerView silent = server("a", tasks);
    return new ServerView(
        silent.server(), silent.administrative(), ServerHealth.WELL, report, silent.tasks());
  }

  private static ActiveTask task(
      String id, TaskKind kind, int urgency, double cores, double progress, boolean delivering) {
    return task(id, kind, urgency, cores, progress, delivering, NOW.minusSeconds(60));
  }

  private static ActiveTask task(
      String id,
      TaskKind kind,
      int urgency,
      double cores,
      double progress,
      boolean delivering,
      Instant startedAt) {
    return new ActiveTask(
        id,
        "a",
        kind,
        new AssetId("b.mp4"),
        "key",
        new Priority(urgency),
        cores,
        100,
        startedAt,
        progress,
        delivering);
  }
}
