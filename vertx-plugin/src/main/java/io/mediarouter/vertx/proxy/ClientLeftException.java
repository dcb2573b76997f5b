package io.mediarouter.vertx.proxy;

/** A request whose client went away before it was served. */
final class ClientLeftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientLeftException() {
    super("the client left", null, false, false);
  }
}
