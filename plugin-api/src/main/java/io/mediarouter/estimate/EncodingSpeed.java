package io.mediarouter.estimate;

import java.util.Locale;

/** How much effort an encoder spends. */
public enum EncodingSpeed {
  /** For somebody who waits. */
  FAST,
  /** For batch work: better quality for the bits. */
  SLOW;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in requests to transcoding servers: {@code fast}, {@code slow}. */
  public String token() {
    return token;
  }
}
