package io.mediarouter.vertx.decision;

import io.mediarouter.estimate.RecordedForecasts;
import io.mediarouter.plan.Decision;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.Planner;
import io.mediarouter.plan.Planning;
import io.mediarouter.select.FarmExperience;

/**
 * A planner that logs what it decides. It decides by what it logs: chance from a seed, one turn,
 * and what is predicted and learned at one moment, so that a replay decides the same.
 */
public final class LoggedPlanner implements Planner {
  private final Planning planning;
  private final DecisionLog log;

  LoggedPlanner(Planning planning, DecisionLog log) {
    this.planning = planning;
    this.log = log;
  }

  @Override
  public Decision decide(DecisionContext context) {
    long seed = context.random().nextLong();
    DecisionContext seeded = context.seeded(seed);
    var predicted = new RecordedForecasts(planning.estimator());
    FarmExperience learned = planning.experience().get();
    int turn = planning.choosing().turns().getAsInt();
    Decision decision = planning.at(predicted, learned, turn).planner().decide(seeded);
    log.add(() -> LoggedDecision.of(seeded, seed, turn, predicted, learned, Decided.of(decision)));
    return decision;
  }
}
