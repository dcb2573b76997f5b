package io.mediarouter.select;

/**
 * By when how much of a task has to be done, or somebody has waited in vain.
 *
 * @param secondsLeft how long until then, seconds, at least 0
 * @param share the part of the task's work, above 0, at most 1
 */
public record Deadline(double secondsLeft, double share) {
  public Deadline {
    if (!(secondsLeft >= 0) || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "deadline: %s s, share %s (expected: >= 0, > 0 and <= 1)".formatted(secondsLeft, share));
    }
  }
}
