package io.mediarouter.request;

import java.util.Locale;

/**
 * How far a rendition may be from what was asked, beyond the ranges that the request itself gives.
 */
public enum Tolerance {
  /** Not at all. */
  EXACT,
  /** Somewhat: sizes by a factor of 1.5, bit rates by 2, frame rates by 2. */
  NEAR,
  /** Any size, bit rate and frame rate. */
  ANY;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in requests and configuration: {@code exact}, {@code near}, {@code any}. */
  public String token() {
    return token;
  }
}
