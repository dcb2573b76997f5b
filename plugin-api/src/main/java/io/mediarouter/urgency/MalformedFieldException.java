package io.mediarouter.urgency;

/** A field value that is not a dictionary; has no stack trace. */
final class MalformedFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedFieldException(int at) {
    super("malformed at character " + at, null, false, false);
  }
}
