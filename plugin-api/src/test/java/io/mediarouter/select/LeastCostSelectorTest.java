package io.mediarouter.select;

import static io.mediarouter.select.Farms.NOW;
import static io.mediarouter.select.Farms.TASK;
import static io.mediarouter.select.Farms.forecast;
import static io.mediarouter.select.Farms.ids;
import static io.mediarouter.select.Farms.list;
import static io.mediarouter.select.Farms.selector;
import static io.mediarouter.select.Farms.server;
import static io.mediarouter.select.Farms.task;
import static io.mediarouter.select.Farms.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskForecast;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeastCostSelectorTest {
  private static final Server SLOW = server("slow", 1);
  private static final Server FAST = server("fast", 1);
  private static final Map<String, Double> COSTS = Map.of("slow", 2.0, "fast", 1.0);

  private static List<Candidate> choose(
      TaskForecast forecast, FarmExperience experience, List<ServerView> servers) {
    return selector(forecast, experience).choose(TASK, servers, NOW, new SplittableRandom(1));
  }

  @Test
  void idleFarm_fasterServerFirst_scoreIsItsSlowdown() {
    var chosen = choose(forecast(10, COSTS), FarmExperience.NONE, list(view(SLOW), view(FAST)));

    assertThat(ids(chosen)).containsExactly("fast", "slow");
    assertThat(chosen.get(0).score()).isEqualTo(1);
    assertThat(chosen.get(1).score())
        .as("twice as slow, and the charge for leaving the fast one idle")
        .isCloseTo(2 + 0.75 * Math.pow(10, 0.2), within(0.02));
  }

  @Test
  void crowdedServer_isNotFilledFurtherWhileAnotherIsFree_howeverLittleItsLongTasksWeigh() {
    var full = server("full", 4);
    var free = server("free", 4);
    ActiveTask[] files =
        IntStream.range(0, 12)
            .mapToObj(i -> task("f" + i, full, 1, 10_000, 0))
            .toArray(ActiveTask[]::new);

    var chosen =
        choose(forecast(100, Map.of()), FarmExperience.NONE, list(view(full, files), view(free)));

    assertThat(ids(chosen)).containsExactly("free", "full");
    assertThat(chosen.get(1).score() - chosen.get(0).score())
        .as("the task's own wait, and the charge")
        .isGreaterThan(4);
  }

  @Test
  void busyServer_costsTheNewTaskAndTheOneThatRuns() {
    ActiveTask running = task("t", FAST, 1, 10, 0);

    var chosen = choose(forecast(10, COSTS), FarmExperience.NONE, list(view(FAST, running)));

    assertThat(chosen.get(0).score()).as("both take twice as long").isEqualTo(2 + 1);
  }

  @Test
  void shortTaskThatRuns_isSparedByLongOne() {
    var brief = view(FAST, task("t", FAST, 1, 1, 0));

    var chosen = choose(forecast(100, COSTS), FarmExperience.NONE, list(brief));

    double own = 101.0 / 100;
    double delayOfTheShort = 1 / Math.pow(100, 0.1);
    assertThat(chosen.get(0).score())
        .as("a slowdown of the long one counts 1.6 times as much")
        .isCloseTo(own + delayOfTheShort, within(0.005));
  }

  @Test
  void dearCores_goToShortTasks() {
    var prices = new FarmExperience(Map.of("fast", new ServerExperience(1, 0.2, 0, 0)), 0);
    List<ServerView> servers = list(view(SLOW), view(FAST));

    assertThat(ids(choose(forecast(1, COSTS), prices, servers))).startsWith("fast");
    assertThat(ids(choose(forecast(60, COSTS), prices, servers))).startsWith("slow");
  }

  @Test
  void serverThatFellSlow_losesShortTasks() {
    var experience = new FarmExperience(Map.of("fast", new ServerExperience(0.3, 0, 0, 0)), 0);

    var chosen = choose(forecast(1, COSTS), experience, list(view(SLOW), view(FAST)));

    assertThat(ids(chosen)).startsWith("slow");
  }

  @Test
  void coresThatNobodyAccountsFor_countAsBusy() {
    var experience = new FarmExperience(Map.of("fast", new ServerExperience(1, 0, 0, 3)), 0);

    var chosen = choose(forecast(1, COSTS), experience, list(view(SLOW), view(FAST)));

    assertThat(ids(chosen)).startsWith("slow");
  }

  @Test
  void overdueTaskOfAnotherProxy_isPresumedOver_ownIsNot() {
    List<ActiveTask> overdue = List.of(task("t", FAST, 1, 1, 1.2));
    var experience = new FarmExperience(Map.of(), 0.5);

    var others = choose(forecast(1, COSTS), experience, list(view(FAST, overdue, 0)));
    var own = choose(forecast(1, COSTS), experience, list(view(FAST, overdue, 1)));

    assertThat(others.get(0).score()).isEqualTo(1);
    assertThat(own.get(0).score()).isGreaterThan(1);
  }

  private static Set<String> firstOfManyDraws(double seconds, double newsDelay) {
    var some = new ServerExperience(1, 0, 1, 0);
    var experience = new FarmExperience(Map.of("free", some, "busy", some), newsDelay);
    var busy = server("busy", 4);
    ActiveTask[] tasks =
        IntStream.range(0, 4)
            .mapToObj(i -> task("t" + i, busy, 1, 100, 0))
            .toArray(ActiveTask[]::new);
    List<ServerView> servers = list(view(server("free", 4)), view(busy, tasks));
    var first = new HashSet<String>();
    for (int seed = 0; seed < 40; seed++) {
      var selector = selector(forecast(seconds, Map.of()), experience);
      first.addAll(
          ids(selector.choose(TASK, servers, NOW, new SplittableRandom(seed)).subList(0, 1)));
    }
    return first;
  }

  @Test
  void lateNews_allProxiesSeeTheSameServerFree_andFilledItAtOnce() {
    assertThat(firstOfManyDraws(0.5, 2)).as("by lot").containsOnly("free", "busy");
    assertThat(firstOfManyDraws(0.5, 0.5)).as("news in time").containsOnly("free");
    assertThat(firstOfManyDraws(10, 2)).as("longer than its news is late").containsOnly("free");
  }

  private static List<String> inTime(
      TaskForecast forecast, double secondsLeft, double share, FarmExperience experience) {
    return ids(
        selector(forecast, experience)
            .choose(
                TASK,
                new Deadline(secondsLeft, share),
                list(view(SLOW), view(FAST)),
                NOW,
                new SplittableRandom(1)));
  }

  /** The slow one is cheapest for what is long, and was taken however little time was left. */
  @Test
  void deadline_cheapestServerThatStillMeetsIt() {
    var prices = new FarmExperience(Map.of("fast", new ServerExperience(1, 0.2, 0, 0)), 0);
    TaskForecast minute = forecast(60, COSTS);

    assertThat(inTime(minute, 121, 1, prices)).as("two minutes").startsWith("slow");
    assertThat(inTime(minute, 119, 1, prices)).as("not two minutes").startsWith("fast");
    assertThat(inTime(minute, 59, 1, prices)).as("out of reach").startsWith("slow");
    assertThat(inTime(minute, 13, 0.1, prices)).as("a tenth of it").startsWith("slow");
    assertThat(inTime(minute, 11, 0.1, prices)).as("a tenth of it").startsWith("fast");
  }

  @Test
  void deadline_isMetByWhatNineOfTenTasksDoNotExceed() {
    var prices = new FarmExperience(Map.of("fast", new ServerExperience(1, 0.2, 0, 0)), 0);
    var estimate = new TaskEstimate(1, 60, 90, TaskEstimate.Basis.HISTORY);
    var scattered = new TaskForecast(estimate, id -> COSTS.getOrDefault(id, 1.0));

    assertThat(inTime(scattered, 179, 1, prices)).startsWith("fast");
    assertThat(inTime(scattered, 181, 1, prices)).startsWith("slow");
  }

  @Test
  void deadline_countsWhatSharesTheServer() {
    var busy = view(FAST, task("t", FAST, 1, 1000, 0));
    var prices = new FarmExperience(Map.of("slow", new ServerExperience(1, 1, 0, 0)), 0);
    var selector = selector(forecast(10, Map.of("slow", 1.5)), prices);
    List<ServerView> servers = list(view(SLOW), busy);

    assertThat(
            ids(selector.choose(TASK, new Deadline(30, 1), servers, NOW, new SplittableRandom(1))))
        .startsWith("fast");
    assertThat(
            ids(selector.choose(TASK, new Deadline(19, 1), servers, NOW, new SplittableRandom(1))))
        .startsWith("slow");
  }

  @Test
  void noRoomAnywhere_noCandidate() {
    var selector =
        new LeastCostSelector(Farms.MONITOR, task -> forecast(1, COSTS), () -> FarmExperience.NONE);
    List<ServerView> full = list(view(FAST, task("t", FAST, 1, 10, 0)));

    assertThat(selector.choose(TASK, full, NOW, new SplittableRandom(1))).isEmpty();
    assertThat(selector.choose(TASK, List.of(), NOW, new SplittableRandom(1))).isEmpty();
  }

  @Test
  void serverThatStoppedReporting_isNotTakenForIdle() {
    var old = new LoadReport("fast", 0, NOW.minusSeconds(60));
    var silent = new ServerView(FAST, AdministrativeState.READY, ServerHealth.WELL, old, List.of());

    var chosen = choose(forecast(1, COSTS), FarmExperience.NONE, list(silent, view(SLOW)));

    assertThat(ids(chosen)).containsExactly("slow");
  }

  /** As many as fit in an answer were better by what was learned of it: nobody ever tried it. */
  @Test
  void serverOnTrial_isFirst_howeverSlowItWasBefore_andWhateverTheDeadline() {
    Server ill = server("ill", 4);
    var servers = new ArrayList<ServerView>();
    for (int i = 0; i < 20; i++) {
      servers.add(view(server("t" + i, 4)));
    }
    servers.add(onTrial(ill));
    var learned = new FarmExperience(Map.of("ill", new ServerExperience(0.05, 9, 0, 0)), 0);
    var selector = selector(forecast(1, Map.of()), learned);

    for (int seed = 0; seed < 50; seed++) {
      var random = new SplittableRandom(seed);
      assertThat(ids(selector.choose(TASK, servers, NOW, random)))
          .startsWith("ill")
          .hasSize(LeastCostSelector.MOST_CANDIDATES);
      assertThat(ids(selector.choose(TASK, new Deadline(2, 1), servers, NOW, random)))
          .startsWith("ill");
    }
  }

  private static ServerView onTrial(Server server) {
    var health = new ServerHealth(Set.of(), Set.of(Work.TRANSCODE), Set.of(), Condition.UP, null);
    return new ServerView(server, AdministrativeState.READY, health, null, List.of());
  }

  @Test
  void equalServers_shareByLot_sameSeedSameChoice() {
    var servers = new ArrayList<ServerView>();
    for (int i = 0; i < 20; i++) {
      servers.add(view(server("t" + i, 4)));
    }
    var selector = selector(forecast(1, Map.of()), FarmExperience.NONE);
    var first = new HashSet<String>();
    for (int seed = 0; seed < 200; seed++) {
      var chosen = selector.choose(TASK, servers, NOW, new SplittableRandom(seed));
      var again = selector.choose(TASK, servers, NOW, new SplittableRandom(seed));
      assertThat(again).isEqualTo(chosen).hasSize(LeastCostSelector.MOST_CANDIDATES);
      first.add(chosen.get(0).server().id());
    }

    assertThat(first).as("no herd").hasSizeGreaterThan(15);
  }

  @Test
  void impossibleLimit_isRefused() {
    assertThatThrownBy(
            () ->
                new LeastCostSelector(
                    Farms.MONITOR, task -> forecast(1, COSTS), () -> FarmExperience.NONE, -1))
        .hasMessage("highestUtilization: -1.0 (expected: > 0)");
  }
}
