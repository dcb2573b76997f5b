package io.mediarouter.media;

import java.util.Locale;

/** How a picture's code values become light: the ordinary way, or one of those of HDR. */
public enum DynamicRange {
  /** Standard dynamic range, whatever its primaries. */
  SDR,
  /** Perceptual quantizer (SMPTE ST 2084): HDR10 and Dolby Vision. */
  PQ,
  /** Hybrid log-gamma (ARIB STD-B67). */
  HLG;

  private final String token = name().toLowerCase(Locale.ROOT);

  /** The name in reports: {@code sdr}, {@code pq}, {@code hlg}. */
  public String token() {
    return token;
  }

  /** Whether it has to be tone mapped for ordinary displays. */
  public boolean isHigh() {
    return this != SDR;
  }
}
