package io.mediarouter.media;

import java.util.Locale;

/** What becomes of a picture whose shape is not that of the width and height asked for. */
public enum Fit {
  /** All of it is shown, as large as fits inside. */
  INSIDE,
  /** The whole size is filled, and what sticks out is cut off on both sides alike. */
  COVER;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in requests, keys and reports: {@code inside}, {@code cover}. */
  public String token() {
    return token;
  }
}
