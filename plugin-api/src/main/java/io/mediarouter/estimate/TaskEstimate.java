package io.mediarouter.estimate;

/**
 * The predicted load of a task.
 *
 * @param demandCores cores it keeps busy while it runs, above 0
 * @param workCoreSeconds work it is in all, core-seconds, at least 0
 * @param basis what the prediction rests on
 */
public record TaskEstimate(double demandCores, double workCoreSeconds, Basis basis) {
  /** What a prediction rests on. */
  public enum Basis {
    /** Nothing like it was seen: a formula that errs high. */
    CONSERVATIVE,
    /** Finished tasks that were like it. */
    HISTORY
  }

  public TaskEstimate {
    if (!(demandCores > 0) || !(workCoreSeconds >= 0)) {
      throw new IllegalArgumentException(
          "estimate: "
              + demandCores
              + " cores, "
              + workCoreSeconds
              + " core-seconds (expected: > 0, >= 0)");
    }
  }
}
