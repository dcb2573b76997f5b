package io.mediarouter.vertx.batch;

import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.outcome.Ending;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.call.Endings;
import io.mediarouter.vertx.spool.SpoolExhaustedException;
import io.mediarouter.vertx.transcode.NoServerException;

/** Tells what an attempt that failed means for the rendition. */
enum AttemptFailure {
  /** The order itself is at fault: no attempt will ever succeed. */
  HOPELESS,
  /** The attempt failed, and counts as one. */
  FAILED,
  /** It was taken away, or nobody was there to begin it: it waits again, and nothing counts. */
  TAKEN_AWAY;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  /** Judges the cause of an attempt's end. Pure. */
  static AttemptFailure of(Throwable cause) {
    if (cause instanceof InvalidParameterException) {
      return HOPELESS;
    }
    if (cause instanceof ProblemException problem) {
      return ofStatus(problem.problem().status());
    }
    if (cause instanceof NoServerException none) {
      return none.last().map(AttemptFailure::ofRefusal).orElse(TAKEN_AWAY);
    }
    boolean later =
        cause instanceof SpoolExhaustedException || Endings.of(cause) == Ending.CANCELLED;
    return later ? TAKEN_AWAY : FAILED;
  }

  private static AttemptFailure ofStatus(int status) {
    if (status < 500) {
      return HOPELESS;
    }
    return status == UNAVAILABLE ? TAKEN_AWAY : FAILED;
  }

  /**
   * A server that is busy or not there says nothing of the task; one that tried and failed does.
   */
  static AttemptFailure ofRefusal(BackEndException refusal) {
    boolean busy = refusal.status() == UNAVAILABLE || refusal.status() == TOO_MANY_REQUESTS;
    boolean absent =
        refusal.ending() == Ending.CONNECT_FAILED
            || refusal.ending() == Ending.CANCELLED
            || !refusal.isAttempt();
    return busy || absent ? TAKEN_AWAY : FAILED;
  }

  /** The reason to show to who ordered the rendition; tells nothing of what is inside us. */
  static String reason(Throwable cause) {
    if (cause instanceof ProblemException problem) {
      return problem.problem().detail();
    }
    String message = cause.getMessage();
    boolean known = Endings.of(cause) != Ending.INTERNAL_ERROR || isOurs(cause);
    return known && message != null ? message : "internal error; it was logged";
  }

  private static boolean isOurs(Throwable cause) {
    return cause.getClass().getName().startsWith("io.mediarouter.");
  }
}
