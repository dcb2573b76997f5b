package io.mediarouter.vertx.config;

import java.util.Locale;

/** The choice of what becomes of an on-demand transcode when nobody waits for it any more. */
public enum Abandonment {
  /** It goes on, and is stored. */
  FINISH,
  /** It is stopped, and its output thrown away. */
  CANCEL;

  public static final Abandonment DEFAULT = CANCEL;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in configuration: {@code finish}, {@code cancel}. */
  public String token() {
    return token;
  }
}
