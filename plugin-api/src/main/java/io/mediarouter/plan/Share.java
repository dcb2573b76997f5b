package io.mediarouter.plan;

import org.jspecify.annotations.Nullable;

/**
 * How much of the transcoding servers one client may have work for it, now that others want some of
 * them too. A client for whom nothing runs may have one task whatever it takes, unless somebody who
 * waits comes before it.
 *
 * @param usedCores cores that its tasks take, in the whole cluster
 * @param allowedCores cores that they may take; infinite where nobody else is there
 * @param turn its place among those who wait; null where that was not noted
 */
public record Share(double usedCores, double allowedCores, @Nullable Turn turn) {
  /** A client's place among those who wait for capacity. */
  public enum Turn {
    /** It has less than its part, and what comes free is for it. */
    NEXT,
    /** Neither of the others. */
    USUAL,
    /** Another one waits, and has had less of late. */
    BEHIND
  }

  /** All that there is, for whoever is alone. */
  public static final Share ALL = new Share(0, Double.POSITIVE_INFINITY);

  /** That of a client that is neither the next nor behind somebody. */
  public Share(double usedCores, double allowedCores) {
    this(usedCores, allowedCores, Turn.USUAL);
  }

  /** Whether it is bounded at all. */
  public boolean isBounded() {
    return allowedCores < Double.POSITIVE_INFINITY;
  }

  /** Whether a task that takes so many cores fits in. */
  public boolean allows(double cores) {
    boolean first = usedCores <= 0 && turn != Turn.BEHIND;
    return first || usedCores + cores <= allowedCores;
  }

  /** Whether what others have now is to be its own as soon as it comes free. */
  boolean isNext() {
    return turn == Turn.NEXT;
  }
}
