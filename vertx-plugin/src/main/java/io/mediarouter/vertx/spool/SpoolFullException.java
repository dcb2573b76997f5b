package io.mediarouter.vertx.spool;

/** An output that the spool has no room for, and that nobody reads. */
public final class SpoolFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SpoolFullException(String whyFull) {
    super("output without room in the spool: " + whyFull, null, false, false);
  }
}
