package io.mediarouter.harness.simulator.day;

import io.mediarouter.select.FarmLearner;

/**
 * The base that all parts of a run share.
 *
 * @param scenario the farm and its audience
 * @param timeline virtual time
 * @param farm what runs
 * @param shelf what is stored
 * @param costs what transcodes cost
 * @param figures what comes out
 */
record Scene(
    DayScenario scenario,
    Timeline timeline,
    VirtualFarm farm,
    Shelf shelf,
    Costs costs,
    DayFigures figures) {

  static Scene of(DayScenario scenario, Eviction eviction, Future future) {
    var timeline = new Timeline();
    var costs = new Costs(scenario.seed());
    return new Scene(
        scenario,
        timeline,
        new VirtualFarm(scenario, timeline, new FarmLearner(costs.estimator())),
        new Shelf(scenario.roomBytes(), eviction, costs, future, timeline),
        costs,
        new DayFigures(scenario.measuredFrom()));
  }

  double now() {
    return timeline.now();
  }

  /** Notes what a task that ends now, one way or another, has cost. */
  void ran(DayTask task) {
    figures.ran(use(task), task.startedAt(), Math.min(now(), task.end()), task.demandCores());
  }

  private static DayFigures.Use use(DayTask task) {
    if (task.batch() == null) {
      return DayFigures.Use.ON_DEMAND;
    }
    return task.proposal() == null ? DayFigures.Use.ORDERED : DayFigures.Use.SPECULATIVE;
  }
}
