package io.mediarouter.farm;

import java.util.Locale;

/** What active checks, and load reports that no longer come, say of a server. */
public enum Condition {
  /** It passes its checks. */
  UP,
  /** Nobody has checked it lately, or it has stopped reporting; it may still be tried. */
  UNKNOWN,
  /** It fails its checks, or has not reported for too long: it is not sent anything. */
  DOWN;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in reports: {@code up}, {@code unknown}, {@code down}. */
  public String token() {
    return token;
  }
}
