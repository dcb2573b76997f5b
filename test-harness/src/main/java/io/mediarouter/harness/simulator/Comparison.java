package io.mediarouter.harness.simulator;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.simulator.policy.Policies;
import io.mediarouter.harness.simulator.virtual.Simulation;
import io.mediarouter.harness.simulator.virtual.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Policies measured in every cell of a scenario, on the same tasks. */
final class Comparison {
  private final Scenario scenario;
  private final List<Policies> policies;

  Comparison(Scenario scenario, List<Policies> policies) {
    this.scenario = scenario;
    this.policies = policies;
  }

  private record Run(Policies policy, Scenario.Cell cell, long seed) {}

  /** How many runs there are. */
  int size() {
    return runs().size();
  }

  /**
   * Measures.
   *
   * @param done is told how many runs have ended
   */
  List<Measurement> measure(int threads, IntConsumer done) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Map<Run, Future<Measurement.Run>> results = new LinkedHashMap<>();
      runs().forEach(run -> results.put(run, executor.submit(() -> simulate(run))));
      await(results, done);
      return sumUp(results);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(Map<Run, Future<Measurement.Run>> results, IntConsumer done)
      throws InterruptedException {
    int count = 0;
    for (Future<Measurement.Run> result : results.values()) {
      result(result);
      done.accept(++count);
    }
  }

  private List<Run> runs() {
    var runs = new ArrayList<Run>();
    for (Scenario.Cell cell : scenario.cells()) {
      for (Policies policy : policies) {
        for (int seed = 1; seed <= scenario.seeds(); seed++) {
          runs.add(run(policy, cell, seed));
        }
      }
    }
    return runs.stream().distinct().toList();
  }

  /** Where wrong sizes make no difference, all sigmas are one run. */
  private Run run(Policies policy, Scenario.Cell cell, int seed) {
    double sigma = policy.isPredicting() ? cell.sigma() : scenario.sigmas().get(0);
    return new Run(policy, new Scenario.Cell(cell.load(), cell.lateMillis(), sigma), seed);
  }

  private Measurement.Run simulate(Run run) {
    Scenario.Cell cell = run.cell();
    var setup =
        new Simulation.Setup(
            scenario.servers(),
            scenario.proxies(),
            cell.lateMillis() / 1000,
            cell.sigma(),
            scenario.spells(),
            scenario.conditions(),
            run.seed());
    var traffic =
        new Traffic(
            scenario.kinds(),
            scenario.rate(cell.load()),
            scenario.rhythm(),
            scenario.jobs(),
            scenario.proxies(),
            run.seed());
    var simulation =
        new Simulation(
            setup,
            traffic,
            proxy ->
                run.policy()
                    .create(scenario.servers(), proxy, scenario.conditions().limit(), run.seed()));
    return new Measurement.Run(
        traffic, scenario.conditions(), simulation.run(), simulation::isVaried);
  }

  private List<Measurement> sumUp(Map<Run, Future<Measurement.Run>> results)
      throws InterruptedException {
    var measurements = new ArrayList<Measurement>();
    for (Scenario.Cell cell : scenario.cells()) {
      for (Policies policy : policies) {
        var runs = new ArrayList<Measurement.Run>();
        for (int seed = 1; seed <= scenario.seeds(); seed++) {
          runs.add(result(requireNonNull(results.get(run(policy, cell, seed)))));
        }
        measurements.add(Measurement.of(policy, cell, runs));
      }
    }
    return measurements;
  }

  private static Measurement.Run result(Future<Measurement.Run> result)
      throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
    }
  }
}
