package io.mediarouter.vertx.decision;

import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.Planning;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.select.ServerChoosing;
import io.mediarouter.vertx.config.MediaRoutingConfig;

/** A replay of logged decisions under the policies of a configuration. Immutable. */
public final class Replay {
  private final PolicyTable policies;
  private final ServerLoadMonitor monitor;
  private final ServerChoosing choosing;

  /** A replay under this configuration; its servers do not matter. */
  public Replay(MediaRoutingConfig config) {
    this.policies = config.policies().table();
    this.monitor = new ServerLoadMonitor(config.load().staleAfter());
    this.choosing = config.choice().choosing();
  }

  /**
   * Decides again what a line of a log tells of.
   *
   * @throws IllegalArgumentException telling what is wrong with the line
   */
  public Redecision decideAgain(String line) {
    LoggedDecision logged = DecisionForm.read(line);
    try {
      return new Redecision(
          logged.entry().asset(), logged.rendition(), logged.decided(), decided(logged));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not what can be decided on: " + e.getMessage(), e);
    }
  }

  private Decided decided(LoggedDecision logged) {
    var planning =
        new Planning(
            monitor, logged.predicted(), logged::experience, choosing.atTurn(logged.turn()));
    DecisionContext context = logged.context().under(policies.policyOf(logged.request()));
    return Decided.of(planning.planner().decide(context));
  }
}
