package io.mediarouter.vertx.call;

/** An answer of a server that is not what HTTP allows, or more than is read of its kind. */
final class UnreadableAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswerException(String what) {
    super("unreadable answer: " + what, null, false, false);
  }
}
