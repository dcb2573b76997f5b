package io.mediarouter.health;

/**
 * The verdict on a server after some checks: it changes only after several in a row that say
 * otherwise. Immutable.
 *
 * @param up the verdict
 * @param against checks in a row that said otherwise, at least 0
 */
public record CheckCount(boolean up, int against) {
  /** A server that nobody has checked yet: innocent. */
  public static final CheckCount NEW = new CheckCount(true, 0);

  /**
   * After one more check.
   *
   * @param passed whether it passed
   * @param rise how many have to pass in a row before it is up again, at least 1
   * @param fall how many have to fail in a row before it is down, at least 1
   */
  public CheckCount plus(boolean passed, int rise, int fall) {
    if (passed == up) {
      return new CheckCount(up, 0);
    }
    int needed = passed ? rise : fall;
    return against + 1 >= needed ? new CheckCount(passed, 0) : new CheckCount(up, against + 1);
  }
}
