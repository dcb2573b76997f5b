package io.mediarouter.vertx.farm;

import io.mediarouter.outcome.Ending;

/** An exchange with a server that did not bring what was asked for. */
public final class BackEndException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String serverId;
  private final Ending ending;
  private final int status;

  /**
   * Names the server and what happened; has no stack trace.
   *
   * @param status the status it answered; 0 where none came
   */
  public BackEndException(String serverId, Ending ending, int status, String message) {
    super(serverId + ": " + message, null, false, false);
    this.serverId = serverId;
    this.ending = ending;
    this.status = status;
  }

  /** The same for a cause that a transport gave. */
  public static BackEndException of(String serverId, Throwable cause) {
    if (cause instanceof BackEndException known) {
      return known;
    }
    return new BackEndException(serverId, Endings.of(cause), 0, Endings.describe(cause));
  }

  /** Whether anything was sent to the server; else it was not even tried. */
  public boolean isAttempt() {
    return ending != Ending.NO_ROOM;
  }

  /** Which server it was. */
  public String serverId() {
    return serverId;
  }

  /** How the exchange ended. */
  public Ending ending() {
    return ending;
  }

  /** The status that came; 0 where none did. */
  public int status() {
    return status;
  }
}
