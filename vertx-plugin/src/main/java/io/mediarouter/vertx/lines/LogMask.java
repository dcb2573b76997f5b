package io.mediarouter.vertx.lines;

import io.mediarouter.request.SecretMask;
import java.util.Collection;

/**
 * The mask of all logs of this process: what is a secret to one proxy in it is one in every line,
 * and stays so. Safe for use by many threads.
 */
public final class LogMask {
  private static volatile SecretMask present = SecretMask.DEFAULT;

  private LogMask() {}

  /** From now on also hides the values of parameters of these names. */
  public static synchronized void hideAlso(Collection<String> names) {
    present = present.and(names);
  }

  /** A text as it may be logged. */
  public static String hide(String text) {
    return present.hide(text);
  }
}
