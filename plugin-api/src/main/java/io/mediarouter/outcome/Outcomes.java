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

  /** What is said of the request itself (4xx) says nothing of who says it. */
  private static Outcome judgeStatus(int status) {
    if (isFailure(status)) {
      return Outcome.FAILURE;
    }
    return status >= 400 ? Outcome.IGNORED : Outcome.SUCCESS;
  }

  /** Whether a back end that answers so has failed: another one may do better. */
  public static boolean isFailure(int status) {
    return status >= 500 || status == TOO_MANY_REQUESTS;
  }

  /**
   * Whether a transcode that ended so may have failed because of its media. That no connection came
   * about, or that the server had too much to do, was not.
   *
   * @param status the server's status; 0 where none came
   */
  public static boolean mayBeTheMedia(Ending ending, int status) {
    boolean busy = status == 503 || status == TOO_MANY_REQUESTS;
    boolean tried = ending != Ending.CONNECT_FAILED && !busy;
    return tried && judge(ending, status) == Outcome.FAILURE;
  }
}
