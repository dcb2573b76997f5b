package io.mediarouter.stream;

/**
 * The rule how many segments are made in one go. One process that makes several is cheaper than one
 * for each (alone 1.95 times the work of a continuous encode, four together 1.12), but most viewers
 * leave early: so runs are short at first and as long as what was watched before.
 *
 * @param first segments of the first run of a viewer, at least 1
 * @param longest segments of any run, at least {@code first}
 * @param ahead how many segments in front of the furthest viewer are made, at least 1
 */
public record RunRules(int first, int longest, int ahead) {
  public RunRules {
    if (first < 1 || longest < first || ahead < 1) {
      throw new IllegalArgumentException(
          "runs: "
              + first
              + ", "
              + longest
              + ", "
              + ahead
              + " ahead (expected: 1 <= first <= longest)");
    }
  }

  /** The rules for segments of a length, with so many seconds to be ahead. */
  public static RunRules of(SegmentGrid grid, double aheadSeconds) {
    int ahead = (int) Math.max(1, Math.ceil(aheadSeconds * 1000 / grid.segmentMillis()));
    return new RunRules(2, Math.max(2, ahead), ahead);
  }

  /**
   * How many segments a run that begins now has.
   *
   * @param from the first one, which is in the grid
   * @param watched segments that its viewer has asked for in a row before
   * @return at least 1, and no more than the grid has
   */
  public int length(SegmentGrid grid, int from, int watched) {
    return Math.min(Math.min(longest, Math.max(first, watched)), grid.count() - from);
  }

  /**
   * The last segment that is to be made for a viewer.
   *
   * @param asked the one that was asked for last
   * @param watched segments asked for in a row before
   */
  public int horizon(SegmentGrid grid, int asked, int watched) {
    return Math.min(grid.count() - 1, asked + Math.min(ahead, Math.max(first - 1, watched)));
  }
}
