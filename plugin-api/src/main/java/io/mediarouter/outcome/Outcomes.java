package io.mediarouter.outcome;

import java.util.Set;

/** The judge of exchanges: one rule for all options and roles. */
public final class Outcomes {
  private static final int TOO_MANY_REQUESTS = 429;

  /** 4xx that tell of the exchange and of nothing else: the same request may succeed. */
  private static final Set<Integer> OF_THE_EXCHANGE = Set.of(408, 409, 421, 425, TOO_MANY_REQUESTS);

  /** 4xx that a server with the wrong rights or addresses gives to everything. */
  private static final Set<Integer> OF_THE_SERVER = Set.of(401, 403, 404, 405, 407, 410);

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
      case CONNECT_FAILED, TIMED_OUT, STALLED, BROKEN_OFF, UNREADABLE -> Outcome.FAILURE;
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
   * Whether a server that answers so has looked at what it is to work on, and refuses it: others
   * would too.
   */
  public static boolean isVerdict(Ending ending, int status) {
    return ending == Ending.COMPLETE
        && status >= 400
        && status < 500
        && !OF_THE_EXCHANGE.contains(status);
  }

  /**
   * Whether a verdict of that status is plainly on the media or the request; else the server's own
   * rights or addresses may be wrong, and one more is asked.
   */
  public static boolean isOfMedia(int status) {
    return !OF_THE_SERVER.contains(status);
  }

  /**
   * Whether the server's time ran out: whatever the reason is, who waits cannot tell it from a
   * server that hangs.
   */
  public static boolean isTimeOut(Ending ending) {
    return ending == Ending.TIMED_OUT || ending == Ending.STALLED;
  }

  /**
   * Whether a transcode that ended so may have failed because of its media. That no connection came
   * about, that the server had too much to do, speaks no HTTP, or took too long, was not: a
   * time-out tells of a server or a network, and never of media.
   *
   * @param status the server's status; 0 where none came
   */
  public static boolean mayBeTheMedia(Ending ending, int status) {
    boolean busy = status == 503 || status == TOO_MANY_REQUESTS;
    boolean late = isTimeOut(ending) || status == 504;
    boolean spoken = ending != Ending.CONNECT_FAILED && ending != Ending.UNREADABLE;
    boolean tried = spoken && !busy && !late;
    return tried && judge(ending, status) == Outcome.FAILURE;
  }
}
