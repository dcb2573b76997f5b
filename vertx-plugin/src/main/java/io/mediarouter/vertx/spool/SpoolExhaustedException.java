package io.mediarouter.vertx.spool;

/** There is no room in the spool for another output. No server's failure. */
public final class SpoolExhaustedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** That there is no room now. */
  public SpoolExhaustedException() {
    super("no room in the spool for another output", null, false, false);
  }
}
