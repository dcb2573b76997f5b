package io.mediarouter.vertx.access;

import java.util.Locale;

/** The result of a request: what its client got. */
public enum Result {
  /** All of an answer below 400. */
  SUCCESS,
  /** All of an answer that says what is wrong with the request: 4xx, or 505 (its version). */
  REFUSED,
  /** All of an answer that says that we, or the servers behind us, failed: 5xx. */
  FAILURE,
  /** An answer that we broke off in its middle. */
  BROKEN_OFF,
  /** Not all of the answer, since it did not stay for it, or took it too slowly. */
  CLIENT_LEFT;

  private static final int VERSION_NOT_SUPPORTED = 505;

  private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in logs, such as {@code client-left}. */
  public String token() {
    return token;
  }

  /** The result of an answer of that status that the client got to its end. */
  static Result of(int status) {
    if (status >= 500 && status != VERSION_NOT_SUPPORTED) {
      return FAILURE;
    }
    return status >= 400 ? REFUSED : SUCCESS;
  }
}
