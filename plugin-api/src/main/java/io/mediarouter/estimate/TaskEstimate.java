package io.mediarouter.estimate;

/**
 * The predicted load of a task.
 *
 * @param demandCores cores it keeps busy while it runs, above 0
 * @param workCoreSeconds work it is in all, core-seconds, at least 0: as often more as less
 * @param upperWorkCoreSeconds work that nine of ten such tasks do not exceed, core-seconds, at
 *     least {@code workCoreSeconds}
 * @param basis what the prediction rests on
 */
public record TaskEstimate(
    double demandCores, double workCoreSeconds, double upperWorkCoreSeconds, Basis basis) {

  /** What a prediction rests on. */
  public enum Basis {
    /** Nothing like it was seen: a formula that errs high. */
    CONSERVATIVE,
    /** Finished tasks of other assets that were like it. */
    HISTORY,
    /** Finished tasks of the same asset. */
    ASSET
  }

  public TaskEstimate {
    if (!(demandCores > 0)
        || !(workCoreSeconds >= 0)
        || !(upperWorkCoreSeconds >= workCoreSeconds)) {
      throw new IllegalArgumentException(
          "estimate: "
              + demandCores
              + " cores, "
              + workCoreSeconds
              + ".."
              + upperWorkCoreSeconds
              + " core-seconds (expected: > 0, >= 0, upper not below)");
    }
  }

  /** An estimate that errs high already, or of which no scatter is known. */
  public TaskEstimate(double demandCores, double workCoreSeconds, Basis basis) {
    this(demandCores, workCoreSeconds, workCoreSeconds, basis);
  }
}
