package io.mediarouter.media;

import java.util.Locale;

/** How much effort an encoder spends, least first. */
public enum EncodingSpeed {
  /** For somebody who waits. */
  FAST,
  /** For batch work: better quality for the bits. */
  SLOW;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** Whether it gives better quality for the bits than {@code other}. */
  public boolean isBetterThan(EncodingSpeed other) {
    return compareTo(other) > 0;
  }

  /** The name in requests to transcoding servers: {@code fast}, {@code slow}. */
  public String token() {
    return token;
  }
}
