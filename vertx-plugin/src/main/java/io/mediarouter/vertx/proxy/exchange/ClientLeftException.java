package io.mediarouter.vertx.proxy.exchange;

/** A request whose client went away before it was served. */
public final class ClientLeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClientLeftException() {
    super("the client left", null, false, false);
  }
}
