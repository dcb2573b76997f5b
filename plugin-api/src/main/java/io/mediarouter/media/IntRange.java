package io.mediarouter.media;

/**
 * A closed range of whole numbers that a request accepts; its upper end is what the request
 * prefers.
 *
 * @param min lowest accepted value, at least 0
 * @param max highest accepted value, at least {@code min}
 */
public record IntRange(int min, int max) {
  public IntRange {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException(
          "range: " + min + ".." + max + " (expected: 0 <= min <= max)");
    }
  }

  /** The range that accepts {@code value} alone. */
  public static IntRange exactly(int value) {
    return new IntRange(value, value);
  }

  /** Whether only one value is accepted. */
  public boolean isExact() {
    return min == max;
  }

  /** Whether {@code value} is accepted. */
  public boolean contains(int value) {
    return min <= value && value <= max;
  }

  @Override
  public String toString() {
    return isExact() ? Integer.toString(max) : min + ".." + max;
  }
}
