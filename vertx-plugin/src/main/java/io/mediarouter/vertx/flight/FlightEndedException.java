package io.mediarouter.vertx.flight;

import java.util.concurrent.CancellationException;

/**
 * What was waited for is not to be had from the proxy that makes or made it: whoever waits decides
 * anew, by what is stored and made now.
 */
public final class FlightEndedException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** Says why, in words. */
  public FlightEndedException(String why) {
    super(why);
  }
}
