package io.mediarouter.vertx.server;

import java.io.IOException;

/** Thrown when a request's body does not come whole from its client. */
final class ClientBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientBodyException(Throwable cause) {
    super(cause);
  }
}
