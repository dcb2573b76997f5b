package io.mediarouter.vertx.config.front;

import java.util.Locale;

/** Whose host the fallback is asked for. */
public enum FallbackHost {
  /** Its own, as its URL says. */
  OWN,
  /** The one that the client has asked for. */
  CLIENT;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in configuration: {@code own}, {@code client}. */
  public String token() {
    return token;
  }
}
