package io.mediarouter.outcome;

/** How an exchange with a back end ended. */
public enum Ending {
  /** The answer came to its end. */
  COMPLETE,
  /** The client went away first. */
  CLIENT_LEFT,
  /** We took the task away: preempted, drained, or stopped. */
  CANCELLED,
  /** No connection came about. */
  CONNECT_FAILED,
  /** A time limit passed. */
  TIMED_OUT,
  /** The back end broke off, before the answer or in it. */
  BROKEN_OFF,
  /** We failed ourselves: no space, a defect. */
  INTERNAL_ERROR
}
