package io.mediarouter.request;

import io.mediarouter.media.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/**
 * A clear answer to a request that cannot be served, in the terms of RFC 9457.
 *
 * @param status HTTP status, 400..599
 * @param title what kind of problem it is, the same for all of its kind
 * @param detail what is wrong with this request and the way out
 * @param parameter name of the request parameter at fault; null where none is
 * @param allowed what that parameter may be; null where no parameter is at fault
 */
public record Problem(
    int status, String title, String detail, @Nullable String parameter, @Nullable String allowed) {

  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400..599)");
    }
  }

  /** A problem that no parameter causes. */
  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, null, null);
  }

  /** The answer to a parameter that cannot be served: 400, naming it and what is allowed. */
  public static Problem of(InvalidParameterException e) {
    String detail = e.parameter() + "=" + e.value() + " cannot be served; allowed: " + e.allowed();
    return new Problem(400, "Invalid parameter", detail, e.parameter(), e.allowed());
  }
}
