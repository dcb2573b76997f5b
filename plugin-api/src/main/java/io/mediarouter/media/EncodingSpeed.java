package io.mediarouter.media;

import java.util.Locale;

/** How much effort an encoder spends, the least good for the picture first. */
public enum EncodingSpeed {
  /** For somebody who waits. */
  FAST,
  /** For batch work: better quality for the bits. */
  SLOW,
  /** Streams of the source are copied as they are, which nothing is better than. */
  COPY;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** Whether it gives better quality for the bits than {@code other}. */
  public boolean isBetterThan(EncodingSpeed other) {
    return compareTo(other) > 0;
  }

  /** The name in reports: {@code fast}, {@code slow}, {@code copy}. */
  public String token() {
    return token;
  }
}
