package io.mediarouter.harness.farm.fault;

import org.apache.coyote.CloseNowException;

/** Ends the work on a request whose connection was cut on purpose; Tomcat does not log it. */
final class CutConnectionException extends CloseNowException {
  private static final long serialVersionUID = 1L;

  CutConnectionException() {
    super("cut on purpose");
  }
}
