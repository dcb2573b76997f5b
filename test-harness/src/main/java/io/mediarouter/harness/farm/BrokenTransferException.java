package io.mediarouter.harness.farm;

import org.apache.coyote.CloseNowException;

/** A body that cannot be completed after its head was sent: Tomcat then cuts the connection. */
final class BrokenTransferException extends CloseNowException {
  private static final long serialVersionUID = 1L;

  BrokenTransferException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
