package io.mediarouter.select;

import static io.mediarouter.select.Farms.NOW;
import static io.mediarouter.select.Farms.TASK;
import static io.mediarouter.select.Farms.forecast;
import static io.mediarouter.select.Farms.ids;
import static io.mediarouter.select.Farms.selector;
import static io.mediarouter.select.Farms.server;
import static io.mediarouter.select.Farms.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SelectorPropertiesTest {
  /** A farm drawn by lot: states, speeds, tasks and experience all differ. */
  private record Farm(
      List<ServerView> servers, Map<String, Double> costs, FarmExperience experience) {

    static Farm of(long seed, int count) {
      RandomGenerator random = new SplittableRandom(seed);
      var servers = new ArrayList<ServerView>();
      var costs = new HashMap<String, Double>();
      var experience = new HashMap<String, ServerExperience>();
      for (int i = 0; i < count; i++) {
        Server server = server("t" + i, 1 + random.nextInt(16));
        servers.add(drawn(server, random));
        costs.put(server.id(), 0.2 + random.nextDouble() * 3);
        experience.put(
            server.id(),
            new ServerExperience(
                0.1 + random.nextDouble() * 2,
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble() * 3,
                random.nextDouble()));
      }
      return new Farm(servers, costs, new FarmExperience(experience, random.nextDouble()));
    }

    private static ServerView drawn(Server server, RandomGenerator random) {
      var tasks = new ArrayList<ActiveTask>();
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        double work = random.nextInt(10) == 0 ? 0 : random.nextExponential() * 10;
        double demand = random.nextInt(10) == 0 ? 0 : random.nextDouble() * 3;
        ActiveTask task = task("t", server, demand, work, random.nextExponential() * 5);
        tasks.add(task.at(random.nextDouble(), false));
      }
      return new ServerView(
          server,
          AdministrativeState.values()[random.nextInt(3)],
          random.nextInt(4) > 0 ? ServerHealth.WELL : ServerHealth.refusing(),
          null,
          tasks,
          random.nextInt(count + 1));
    }

    List<Candidate> choose(double work, List<ServerView> views, long seed) {
      return selector(forecast(work, costs), experience)
          .choose(TASK, views, NOW, new SplittableRandom(seed));
    }

    List<Double> scores(double work, long seed) {
      return choose(work, servers, seed).stream().map(Candidate::score).toList();
    }
  }

  @Property(tries = 300)
  void onlyAvailableServersAreChosen(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int count) {
    Farm farm = Farm.of(seed, count);

    List<String> chosen = ids(farm.choose(5, farm.servers(), seed));

    assertThat(chosen)
        .doesNotHaveDuplicates()
        .allMatch(
            id ->
                farm.servers().stream()
                    .anyMatch(
                        view -> view.server().id().equals(id) && view.accepts(Work.TRANSCODE)));
  }

  @Property(tries = 300)
  void scoresAreFinite(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = 0, max = 1e6) double work) {
    Farm farm = Farm.of(seed, count);

    assertThat(farm.scores(work, seed)).allMatch(score -> Double.isFinite(score) && score > 0);
  }

  /** Shorter ones go by lot where news is late. */
  @Property(tries = 300)
  void whatTakesLongerThanNews_goesToTheLeastCostFirst(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = 100, max = 1e6) double work) {
    Farm farm = Farm.of(seed, count);

    assertThat(farm.scores(work, seed)).isSorted();
  }

  @Property(tries = 300)
  void orderOfTheListSaysNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    Farm farm = Farm.of(seed, count);
    var shuffled = new ArrayList<>(farm.servers());
    Collections.shuffle(shuffled, new Random(seed));

    List<Candidate> one = farm.choose(5, farm.servers(), 1);
    List<Candidate> other = farm.choose(5, shuffled, 2);

    assertThat(other).isEqualTo(one);
  }

  @Property(tries = 300)
  void oneTaskMoreNeverMakesAServerCheaper(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 100) double work) {
    Farm farm = Farm.of(seed, 1);
    ServerView view = farm.servers().get(0);
    var more = new ArrayList<>(view.tasks());
    more.add(task("more", view.server(), 1, work, 0));
    var ready = Farms.view(view.server(), view.tasks(), view.tasks().size());
    var busier = Farms.view(view.server(), more, more.size());

    double before = farm.choose(5, List.of(ready), 1).get(0).score();
    double after = farm.choose(5, List.of(busier), 1).get(0).score();

    assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
  }
}
