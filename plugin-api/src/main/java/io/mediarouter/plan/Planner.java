package io.mediarouter.plan;

/** A publishing agent: decides how a media request is best served now. */
@FunctionalInterface
public interface Planner {
  /** How to serve the request now; does not block. */
  Decision decide(DecisionContext context);
}
