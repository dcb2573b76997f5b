package io.mediarouter.estimate;

/**
 * The measure of how good the predictions were, each made before its task was learned; the last
 * thousand tasks count most.
 *
 * @param tasks how many were predicted from history and then measured
 * @param conservative how many more were unlike anything seen before
 * @param ratio predicted work / real work, of all together; 1 = unbiased, NaN where there is none
 * @param absoluteError mean of |predicted - real| / real; NaN where there is none
 * @param coverage share of tasks that did not exceed their upper bound, aimed at 0.9; NaN where
 *     there is none
 */
public record Calibration(
    long tasks, long conservative, double ratio, double absoluteError, double coverage) {

  /** Nothing was predicted yet. */
  static final Calibration NONE = new Calibration(0, 0, Double.NaN, Double.NaN, Double.NaN);
}
