package io.mediarouter.estimate;

/**
 * The limits to how much the estimator remembers.
 *
 * @param perSource most finished tasks of one source, at least 1
 * @param total most finished tasks in all, at least 1
 * @param halfLife after how many more tasks a record counts half, above 0
 */
public record HistoryLimits(int perSource, int total, double halfLife) {
  /** 512 of a source, 20,000 in all, half after 20,000. */
  public static final HistoryLimits DEFAULT = new HistoryLimits(512, 20_000, 20_000);

  public HistoryLimits {
    if (perSource < 1 || total < 1 || !(halfLife > 0)) {
      throw new IllegalArgumentException(
          "history: "
              + perSource
              + " of a source, "
              + total
              + " in all, half-life "
              + halfLife
              + " (expected: >= 1, >= 1, > 0)");
    }
  }
}
