package io.mediarouter.media;

import java.util.Locale;

/** Where a piece of a source may begin and end. */
public enum Cut {
  /** Just where it was asked to. */
  EXACT,
  /**
   * At the key frame at or before its start, and up to a few frames behind its end: then streams
   * can be copied.
   */
  KEY;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The value of the parameter {@code cut}. */
  public String token() {
    return token;
  }
}
