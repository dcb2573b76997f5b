package io.mediarouter.request;

/**
 * How urgent a task is, as the urgency of RFC 9218.
 *
 * @param urgency 0 (most urgent) to 7 (background)
 */
public record Priority(int urgency) implements Comparable<Priority> {
  /** What nothing comes before. */
  public static final Priority MOST_URGENT = new Priority(0);

  /** What a request has that names none. */
  public static final Priority DEFAULT = new Priority(3);

  /** What batch work has: nobody is waiting. */
  public static final Priority BACKGROUND = new Priority(7);

  public Priority {
    if (urgency < 0 || urgency > 7) {
      throw new IllegalArgumentException("urgency: " + urgency + " (expected: 0..7)");
    }
  }

  /** Whether this comes before {@code other}. */
  public boolean isMoreUrgentThan(Priority other) {
    return urgency < other.urgency;
  }

  /** Orders the most urgent first. */
  @Override
  public int compareTo(Priority other) {
    return Integer.compare(urgency, other.urgency);
  }
}
