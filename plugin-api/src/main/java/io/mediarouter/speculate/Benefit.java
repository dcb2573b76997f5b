package io.mediarouter.speculate;

/**
 * The benefit of a rendition that was made ahead of time once it is used.
 *
 * @param firstUse core-seconds that its first use saves: the transcode on demand that is not
 *     needed, at least 0
 * @param eachUse core-seconds that each use is worth, the first included, at least 0; quality and
 *     bandwidth are expressed so
 */
public record Benefit(double firstUse, double eachUse) {
  public Benefit {
    if (!(firstUse >= 0) || !(eachUse >= 0)) {
      throw new IllegalArgumentException(
          "benefit: " + firstUse + ", " + eachUse + " core-seconds (expected: >= 0)");
    }
  }

  /** The core-seconds that are saved when it is used {@code uses} times. */
  double savedBy(double uses) {
    return uses > 0 ? firstUse + uses * eachUse : 0;
  }

  /** The core-seconds that will be saved, where {@code uses} are expected as a Poisson mean. */
  double expectedFrom(double uses) {
    return firstUse * -Math.expm1(-uses) + uses * eachUse;
  }
}
