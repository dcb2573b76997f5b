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
  /** The back end went silent in its answer. */
  STALLED,
  /** The back end broke off, before the answer or in it. */
  BROKEN_OFF,
  /** What the back end sent is no answer that can be read. */
  UNREADABLE,
  /** We had no room for it ourselves: connections, spool, or a breaker that refused. */
  NO_ROOM,
  /** We failed ourselves: a defect. */
  INTERNAL_ERROR
}
