package io.mediarouter.outcome;

/** What an exchange with a back end says of that back end. */
public enum Outcome {
  /** It did its work. */
  SUCCESS,
  /** It failed. */
  FAILURE,
  /** It says nothing: the client left, or the request itself was at fault. */
  IGNORED
}
