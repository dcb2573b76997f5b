package io.mediarouter.select;

import static io.mediarouter.select.Farms.NOW;
import static io.mediarouter.select.Farms.TASK;
import static io.mediarouter.select.Farms.forecast;
import static io.mediarouter.select.Farms.server;
import static io.mediarouter.select.Farms.task;
import static io.mediarouter.select.Farms.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FarmLearnerTest {
  private static final Server SERVER = server("one", 1);
  private static final Map<String, Double> COSTS = Map.of("slow", 3.0, "one", 1.0, "equal", 1.0);
  private final FarmLearner learner = new FarmLearner(task -> forecast(1, COSTS));

  private void decide(List<ServerView> views, Instant now) {
    var cost = new ChoiceCost(forecast(1, Map.of()), views, learner.get(), now);
    var estimate = forecast(1, Map.of()).on(SERVER);
    learner.decided(TASK, views, new Candidate(SERVER, estimate, cost.of(views.get(0))), now);
  }

  private Instant arrivals(int count, Duration gap) {
    Instant now = NOW;
    for (int i = 0; i < count; i++, now = now.plus(gap)) {
      learner.started(at(task("a" + i, SERVER, 1, 1, 0), now), SERVER, true, now);
      learner.ended("a" + i, false, now);
    }
    return now;
  }

  private static ActiveTask at(ActiveTask task, Instant start) {
    return new ActiveTask(
        task.id(),
        task.serverId(),
        task.kind(),
        task.asset(),
        task.renditionKey(),
        task.priority(),
        task.demandCores(),
        task.workCoreSeconds(),
        start,
        0,
        false);
  }

  @Test
  void nothingSeen_nothingKnown() {
    assertThat(learner.get().of("one")).isEqualTo(ServerExperience.NONE);
  }

  @Test
  void idleCores_areWorthNothing() {
    Instant now = arrivals(50, Duration.ofMillis(100));

    decide(List.of(view(SERVER)), now);

    assertThat(learner.get().of("one").corePrice()).isZero();
  }

  @Test
  void busyCores_areWorthWhatOneMoreWouldSave_perSecond() {
    Instant now = arrivals(50, Duration.ofMillis(100));
    ActiveTask running = at(task("r", SERVER, 1, 1, 0), now);

    decide(List.of(view(SERVER, running)), now);

    double saved = 2;
    assertThat(learner.get().of("one").corePrice())
        .as("ten arrivals a second, each spared one slowdown and the other's one")
        .isCloseTo(10 * saved, within(0.01));
  }

  private void decideBetween(Server busy, Server free, Instant now) {
    List<ServerView> views = List.of(view(busy, at(task("r", busy, 1, 1, 0), now)), view(free));
    var cost = new ChoiceCost(forecast(1, COSTS), views, learner.get(), now);
    var estimate = forecast(1, COSTS).on(busy);
    learner.decided(TASK, views, new Candidate(busy, estimate, cost.of(views.get(0))), now);
  }

  @Test
  void equalServers_pricesDriftApart_oneBecomesTheServerOfLongTasks() {
    Server equal = server("equal", 1);
    Instant now = arrivals(50, Duration.ofMillis(100));

    decideBetween(SERVER, equal, now);

    FarmExperience known = learner.get();
    assertThat(known.of("one").corePrice()).isPositive();
    assertThat(known.of("equal").corePrice()).isEqualTo(known.of("one").corePrice());
  }

  @Test
  void burst_makesCoresDearAtOnce_toShortTasks_andNotToLongOnes() {
    Instant now = arrivals(50, Duration.ofMillis(100));
    for (int i = 0; i < 4000; i++) {
      decide(List.of(view(SERVER)), now);
    }
    ActiveTask running = at(task("r", SERVER, 1, 1, 0), now);

    for (int i = 0; i < 200; i++) {
      decide(List.of(view(SERVER, running)), now);
    }

    ServerExperience known = learner.get().of("one");
    assertThat(known.presentPrice()).isGreaterThan(5 * known.corePrice());
    assertThat(known.corePrice(0.2)).isGreaterThan(5 * known.corePrice());
    assertThat(known.corePrice(600)).isLessThan(1.1 * known.corePrice());
  }

  @Test
  void dearerServerByLot_itsCoresLookedScarce() {
    Server equal = server("equal", 1);
    Instant now = arrivals(50, Duration.ofMillis(100));
    Server other = server("slow", 1);
    learner.started(at(task("o", other, 1, 5, 0), now.minusSeconds(2)), other, false, now);
    decide(List.of(view(equal)), now);
    assertThat(learner.get().newsDelaySeconds()).isEqualTo(2);

    for (int i = 0; i < 8; i++) {
      decideBetween(SERVER, equal, now);
    }

    assertThat(learner.get().of("one").corePrice())
        .as("the other is free, another core is worth nothing")
        .isZero();
  }

  @Test
  void serversOfOtherSpeeds_haveTheirOwnPrices() {
    Server slow = server("slow", 1);
    Instant now = arrivals(50, Duration.ofMillis(100));

    decideBetween(SERVER, slow, now);

    FarmExperience known = learner.get();
    assertThat(known.of("slow").corePrice()).isNotEqualTo(known.of("one").corePrice());
  }

  @Test
  void tasksOfOthersThatComeLate_areReckonedWithBeforeTheyAreSeen() {
    Instant now = NOW;
    for (int i = 0; i < 2000; i++, now = now.plusMillis(100)) {
      ActiveTask task = at(task("o" + i, SERVER, 1, 10, 0), now.minusMillis(500));
      learner.started(task, SERVER, false, now);
      learner.ended("o" + i, false, now);
    }

    decide(List.of(view(SERVER)), now);

    assertThat(learner.get().newsDelaySeconds()).isCloseTo(0.5, within(1e-6));
    assertThat(learner.get().of("one").unseenCores())
        .as("10 a second, unseen for half a second each")
        .isCloseTo(5, within(0.2));
  }

  private Instant run(Instant from, int count, double predicted, double real) {
    Instant now = from;
    for (int i = 0; i < count; i++) {
      String id = now + "-" + i;
      learner.started(at(task(id, SERVER, 1, predicted, 0), now), SERVER, true, now);
      now = now.plusNanos(Math.round(real * 1e9));
      learner.ended(id, true, now);
    }
    decide(List.of(view(SERVER)), now);
    for (int i = 0; i < 8; i++) {
      decide(List.of(view(SERVER)), now);
    }
    return now;
  }

  @Test
  void serverThatFallsToHalfItsSpeed_isNoticed_andForgiven() {
    Instant now = run(NOW, 300, 1, 1);
    assertThat(learner.get().of("one").pace()).isEqualTo(1);

    now = run(now, 30, 1, 2);
    assertThat(learner.get().of("one").pace()).isBetween(0.3, 0.85);

    run(now, 100, 1, 1);
    assertThat(learner.get().of("one").pace()).isCloseTo(1, within(0.15));
  }

  @Test
  void predictionsThatAreAlwaysWrong_areNotTheServersPace() {
    run(NOW, 300, 3, 1);

    assertThat(learner.get().of("one").pace()).isCloseTo(1, within(1e-6));
  }

  @Test
  void reportsAboveWhatIsKnown_areForeignLoad() {
    var report = new LoadReport("one", 0.75, NOW);
    for (int i = 0; i < 100; i++) {
      learner.reported(
          new ServerView(SERVER, AdministrativeState.READY, ServerHealth.WELL, report, List.of()));
    }

    decide(List.of(view(SERVER)), NOW);

    assertThat(learner.get().of("one").foreignCores()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void sameTaskToldTwice_countsOnce_unknownEndIsIgnored() {
    ActiveTask task = task("t", SERVER, 1, 1, 0);

    learner.started(task, SERVER, true, NOW);
    learner.started(task, SERVER, true, NOW);
    learner.ended("t", true, NOW.plusSeconds(1));
    learner.ended("t", true, NOW.plusSeconds(1));
    learner.ended("never seen", true, NOW);

    assertThat(learner.get()).isEqualTo(FarmExperience.NONE);
  }

  @Test
  void farmOfMoreServersThanOneDecisionLooksAt_isLearnedInTurns() {
    Instant now = arrivals(50, Duration.ofMillis(100));
    List<ServerView> many =
        IntStream.range(0, 40)
            .mapToObj(i -> server("s" + i, 1))
            .map(each -> view(each, at(task("r" + each.id(), each, 1, 1, 0), now)))
            .toList();

    for (int i = 0; i < 200; i++) {
      decide(many, now);
    }

    assertThat(many)
        .allSatisfy(
            view -> assertThat(learner.get().of(view.server().id()).corePrice()).isPositive());
  }
}
