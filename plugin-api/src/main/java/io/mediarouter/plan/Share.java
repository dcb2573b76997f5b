package io.mediarouter.plan;

/**
 * How much of the transcoding servers one client may have work for it, now that others want some of
 * them too. A client for whom nothing runs may always have one task.
 *
 * @param usedCores cores that its tasks take, in the whole cluster
 * @param allowedCores cores that they may take; infinite where nobody else is there
 */
public record Share(double usedCores, double allowedCores) {
  /** All that there is, for whoever is alone. */
  public static final Share ALL = new Share(0, Double.POSITIVE_INFINITY);

  /** Whether it is bounded at all. */
  public boolean isBounded() {
    return allowedCores < Double.POSITIVE_INFINITY;
  }

  /** Whether a task that takes so many cores fits in. */
  public boolean allows(double cores) {
    return usedCores <= 0 || usedCores + cores <= allowedCores;
  }
}
