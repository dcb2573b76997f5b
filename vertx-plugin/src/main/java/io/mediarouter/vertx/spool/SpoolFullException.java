package io.mediarouter.vertx.spool;

/** An output that is longer than the spool may hold. */
public final class SpoolFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SpoolFullException(long limitBytes) {
    super("output longer than the spool's limit of " + limitBytes + " bytes", null, false, false);
  }
}
