package io.mediarouter.outcome;

/** The judge of exchanges: one rule for all options and roles. */
public final class Outcomes {
  private static final int TOO_MANY_REQUESTS = 429;

  private Outcomes() {}

  /**
   * Judges an exchange.
   *
   * @param ending how it ended
   * @param status the back end's status; 0 where none came
   */
  public static Outcome judge(Ending ending, int status) {
    return switch (ending) {
      case COMPLETE -> judgeStatus(status);
      case CONNECT_FAILED, TIMED_OUT, STALLED, BROKEN_OFF -> Outcome.FAILURE;
      case CLIENT_LEFT, CANCELLED, NO_ROOM, INTERNAL_ERROR -> Outcome.IGNORED;
    };
  }

  private static Outcome judgeStatus(int status) {
    if (status >= 500 || status == TOO_MANY_REQUESTS) {
      return Outcome.FAILURE;
    }
    return status >= 400 ? Outcome.IGNORED : Outcome.SUCCESS;
  }
}
