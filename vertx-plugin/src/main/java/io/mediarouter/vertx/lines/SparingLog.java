package io.mediarouter.vertx.lines;

import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A log of what may happen very often: so many lines a second, and then how many more there would
 * have been. Safe for use by many threads.
 */
public final class SparingLog {
  /** How many lines there are in a second at most. */
  public static final int MOST_A_SECOND = 100;

  private final Logger log;
  private long second;
  private int lines;
  private long left;

  /** One that writes by {@code log}. */
  public SparingLog(Logger log) {
    this.log = log;
  }

  /**
   * Warns, unless there is too much of it.
   *
   * @param nowMillis the present, on any scale
   * @param line is made only if it is written
   */
  public void warn(long nowMillis, Supplier<String> line) {
    long omitted = turn(nowMillis / 1000);
    if (omitted > 0) {
      log.warn("{} lines like the next were left out", omitted);
    }
    if (omitted >= 0) {
      log.warn("{}", line.get());
    }
  }

  /** How many were left out before this one; -1 = this one is too. */
  private synchronized long turn(long now) {
    if (now != second) {
      second = now;
      lines = 0;
    }
    if (lines >= MOST_A_SECOND) {
      left++;
      return -1;
    }
    lines++;
    long omitted = left;
    left = 0;
    return omitted;
  }
}
