package io.mediarouter.harness.simulator.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mediarouter.harness.simulator.policy.Policies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final List<ServerSpec> ONE = List.of(new ServerSpec("one", 1, 1));

  /** Sends every task to the first server, and keeps count. */
  private static class First implements Policy {
    private final List<VirtualTask> finished = new ArrayList<>();
    private int most;

    @Override
    public int choose(VirtualTask task, Sight sight, double now) {
      most = Math.max(most, sight.running(0).size());
      return 0;
    }

    @Override
    public void finished(VirtualTask task, double now) {
      finished.add(task);
    }
  }

  private static final Conditions PLAIN =
      new Conditions(ProgressSight.EXACT, 0, Double.POSITIVE_INFINITY, 0);

  private static double[] run(
      List<ServerSpec> servers, SizeDistribution sizes, double load, int tasks, Policy policy) {
    var kinds = List.of(new TaskClass(1, sizes));
    var traffic = new Traffic(kinds, load / sizes.mean(), tasks, 1, 7);
    var setup = new Simulation.Setup(servers, 1, 0, 0, null, PLAIN, 7);
    return new Simulation(setup, traffic, proxy -> policy).run();
  }

  /**
   * Kleinrock: in M/G/1 processor sharing the mean slowdown is 1 / (1 - load), whatever the sizes.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.8})
  void oneSharedServer_meanSlowdownIsAsTheoryHasIt(double load) {
    double expected = 1 / (1 - load);

    double exponential =
        mean(run(ONE, new SizeDistribution.Exponential(2), load, 60_000, new First()));
    double constant = mean(run(ONE, new SizeDistribution.Constant(2), load, 60_000, new First()));

    assertThat(exponential).isCloseTo(expected, within(0.1 * expected));
    assertThat(constant).isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void noWorkIsLostOrMade() {
    var policy = new First();
    var sizes = new SizeDistribution.BoundedPareto(1.5, 0.2, 10);

    double[] slowdowns = run(List.of(new ServerSpec("one", 4, 1)), sizes, 3.2, 20_000, policy);

    assertThat(policy.finished).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(policy.most).as("the server was shared").isGreaterThan(4);
    assertThat(Arrays.stream(slowdowns)).allMatch(slowdown -> slowdown >= 1 - 1e-9);
    double last = policy.finished.stream().mapToDouble(VirtualTask::finishedAt).max().orElseThrow();
    double work = policy.finished.stream().mapToDouble(VirtualTask::size).sum();
    assertThat(work / last).as("cores kept busy on average").isCloseTo(3.2, within(0.2));
  }

  @Test
  void idleFarm_nobodyWaits_slowServerTakesItsTime() {
    var servers = List.of(new ServerSpec("slow", 4, 1), new ServerSpec("fast", 4, 2));

    double[] slowdowns = run(servers, new SizeDistribution.Constant(1), 0.001, 100, new First());

    assertThat(Arrays.stream(slowdowns)).allMatch(slowdown -> Math.abs(slowdown - 2) < 1e-9);
  }

  @Test
  void slowSpells_costWhatTheyTake() {
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(1)));
    var spells = new SlowSpells(0.5, 10, 10);
    var traffic = new Traffic(kinds, 0.01, 5000, 1, 3);
    var setup = new Simulation.Setup(ONE, 1, 0, 0, spells, PLAIN, 3);

    double mean = mean(new Simulation(setup, traffic, proxy -> new First()).run());

    assertThat(mean).isBetween(1.4, 1.6);
  }

  /** One task at a time, where one core is; the rest has no room. */
  private static final class OneAtATime implements Policy {
    @Override
    public int choose(VirtualTask task, Sight sight, double now) {
      return sight.running(0).isEmpty() ? 0 : NO_ROOM;
    }
  }

  @Test
  void taskWithoutRoom_waitsInLine_andIsRefusedWhenItsPatienceEnds() {
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(10)));
    var traffic = new Traffic(kinds, 1000, 3, 1, 1);
    var patient =
        new Conditions(ProgressSight.EXACT, 0, 1, 15); // for the second task, not for the third
    var setup = new Simulation.Setup(ONE, 1, 0, 0, null, patient, 1);

    double[] slowdowns = new Simulation(setup, traffic, proxy -> new OneAtATime()).run();

    assertThat(slowdowns[0]).isCloseTo(1, within(0.01));
    assertThat(slowdowns[1]).isCloseTo(2, within(0.01));
    assertThat(slowdowns[2]).isNaN();
  }

  /** Each gets half of the cores that it wants. */
  @Test
  void tasksOnSeveralCores_shareThemByWhatTheyWant() {
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(10), 4));
    var one = List.of(new ServerSpec("t1", 4, 1));
    var setup = new Simulation.Setup(one, 1, 0, 0, null, PLAIN, 1);

    double[] slowdowns =
        new Simulation(setup, new Traffic(kinds, 1e6, 2, 1, 1), proxy -> new First()).run();

    assertThat(slowdowns).containsExactly(new double[] {2, 2}, within(0.01));
    assertThat(Traffic.meanWork(kinds)).isEqualTo(40);
  }

  /** Half of a core for the second task once the first has kept all of it for too long. */
  @Test
  void noRoomInTime_aCheaperVariantIsMade_whereThatHasRoom() {
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(10)));
    var limited = new Conditions(ProgressSight.EXACT, 0, 1, 2, 0, 0.5);
    var roomy = List.of(new ServerSpec("t1", 1.5, 1));
    var traffic = new Traffic(kinds, 1e6, 3, 1, 1);
    var simulation =
        new Simulation(
            new Simulation.Setup(roomy, 1, 0, 0, null, limited, 1),
            traffic,
            proxy -> Policies.MEDIA_ROUTER.create(roomy, proxy, 1, 1));

    double[] slowdowns = simulation.run();

    assertThat(slowdowns[0]).isCloseTo(1, within(0.01));
    assertThat(slowdowns[1]).as("waited for 2 s").isCloseTo(1.2, within(0.01));
    assertThat(simulation.isVaried(0)).isFalse();
    assertThat(simulation.isVaried(1)).isTrue();
    assertThat(slowdowns[2]).as("no room for that either").isNaN();
  }

  @Test
  void progress_isSeenAsItIs_orAsItWasPolled_orNotAtAll() {
    assertThat(progressSeen(ProgressSight.EXACT)).containsExactly(0.15, 0.25, 0.35);
    assertThat(progressSeen(ProgressSight.ABSENT)).containsOnly(0.0);
    assertThat(progressSeen(ProgressSight.POLLED))
        .as("of a second ago at most, and of the media")
        .isSorted()
        .allMatch(seen -> seen > 0.01 && seen < 0.5)
        .isNotEqualTo(List.of(0.1, 0.2, 0.3));
  }

  private static List<Double> progressSeen(ProgressSight sight) {
    var seen = new ArrayList<Double>();
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(10)));
    var setup =
        new Simulation.Setup(
            ONE, 1, 0, 0, null, new Conditions(sight, 0, Double.POSITIVE_INFINITY, 0), 1);
    var watching =
        new First() {
          @Override
          public void tick(Sight farm, double now) {
            VirtualTask task = farm.running(0).get(0);
            seen.add(farm.progress(task, task.startedAt() + now + 0.5));
          }
        };

    new Simulation(setup, new Traffic(kinds, 1e6, 1, 1, 1), proxy -> watching).run();

    return seen.subList(0, 3).stream().map(each -> Math.round(each * 1000) / 1000.0).toList();
  }

  @Test
  void rhythm_keepsTheMeanRate_andBringsBursts() {
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(1)));
    int tasks = 100_000;
    var even = new Traffic(kinds, 10, tasks, 1, 1);
    var rhythm = new Traffic(kinds, 10, new Rhythm(1000, 0.5, 5, 10, 100), tasks, 1, 1);

    double evenEnd = even.task(tasks - 1, 0, PLAIN).arrivedAt();
    double rhythmEnd = rhythm.task(tasks - 1, 0, PLAIN).arrivedAt();

    assertThat(rhythmEnd).isBetween(0.85 * evenEnd, 1.15 * evenEnd);
    assertThat(mostPerSecond(rhythm)).isGreaterThan(1.8 * mostPerSecond(even));
  }

  private static double mostPerSecond(Traffic traffic) {
    double[] perTen = new double[4000];
    for (int i = 0; i < traffic.count(); i++) {
      perTen[(int) (traffic.task(i, 0, PLAIN).arrivedAt() / 10)]++;
    }
    return Arrays.stream(perTen).max().orElse(0) / 10;
  }

  @Test
  void newsOfOtherProxies_comesLate_ownAtOnce() {
    var seen = new ArrayList<Double>();
    var kinds = List.of(new TaskClass(1, new SizeDistribution.Constant(5)));
    var traffic = new Traffic(kinds, 1, 200, 2, 5);
    var setup =
        new Simulation.Setup(List.of(new ServerSpec("one", 400, 1)), 2, 0.5, 0, null, PLAIN, 5);

    new Simulation(setup, traffic, proxy -> new Delays(proxy, seen)).run();

    assertThat(seen).hasSize(400);
    assertThat(seen.stream().filter(late -> late == 0)).as("own").hasSize(200);
    assertThat(seen.stream().filter(late -> Math.abs(late - 0.5) < 1e-9)).as("others").hasSize(200);
  }

  private static final class Delays implements Policy {
    private final int proxy;
    private final List<Double> seen;

    Delays(int proxy, List<Double> seen) {
      this.proxy = proxy;
      this.seen = seen;
    }

    @Override
    public int choose(VirtualTask task, Sight sight, double now) {
      assertThat(task.proxy()).isEqualTo(proxy);
      return 0;
    }

    @Override
    public void started(VirtualTask task, double now) {
      seen.add(now - task.arrivedAt());
    }
  }

  @Test
  void samplesHaveTheMeanTheyClaim() {
    var sizes = new SizeDistribution.BoundedPareto(1.5, 0.2, 10);
    var random = new SplittableRandom(1);

    double[] samples = new double[200_000];
    Arrays.setAll(samples, i -> sizes.sample(random));

    assertThat(mean(samples)).isCloseTo(sizes.mean(), within(0.02 * sizes.mean()));
    assertThat(Arrays.stream(samples)).allMatch(size -> size >= 0.2 && size <= 10);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
