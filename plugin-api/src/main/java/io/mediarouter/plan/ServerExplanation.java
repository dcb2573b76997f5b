package io.mediarouter.plan;

import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoad;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one server for one rendition.
 *
 * @param id which
 * @param state what was known of it; null = it is not in the farm any more
 * @param estimate what the task is predicted to be there; null for a delivery
 * @param fitness whether it could be used, and if not why
 * @param score what choosing it costs; lower is better; null where it was not rated
 */
public record ServerExplanation(
    String id,
    @Nullable State state,
    @Nullable TaskEstimate estimate,
    Fitness fitness,
    @Nullable Double score) {

  /**
   * What was known of a server.
   *
   * @param administrative what the operator wants of it
   * @param health how well it did
   * @param capacityCores cores it has for tasks
   * @param load its load as the monitor sees it
   * @param reportAge age of its last report; null = it never reported
   * @param tasks how many tasks are assigned to it
   */
  public record State(
      AdministrativeState administrative,
      ServerHealth health,
      double capacityCores,
      ServerLoad load,
      @Nullable Duration reportAge,
      int tasks) {}

  /** Whether a server could be used, and if not why. */
  public enum Fitness {
    FITS("fits"),
    TRIED_IN_VAIN("was tried in vain already"),
    NOT_IN_FARM("is not in the farm any more"),
    CANNOT_MAKE_IT("it cannot make this form"),
    OUT_OF_SERVICE("takes no such work, as the operator wants"),
    CHECKS_FAIL("fails its checks"),
    EJECTED("the proxies have agreed not to use it for a while"),
    BREAKER_OPEN("its breaker refuses"),
    OTHER_ASSETS("holds other assets"),
    LOAD_UNKNOWN("its load is unknown: the last report is too old"),
    NO_ROOM("has not enough free cores"),
    NOTHING_TO_PREEMPT("not enough cores can be freed of less urgent tasks"),
    NOT_PREFERRED("is not among the preferred servers");

    private final String reason;

    Fitness(String reason) {
      this.reason = reason;
    }

    /** The reason, for people. */
    public String reason() {
      return reason;
    }
  }
}
