package io.mediarouter.media;

import java.util.Locale;

/** A video codec that renditions are made in. */
public enum VideoCodec {
  H264,
  HEVC,
  VP9,
  AV1;

  private final String token = name().toLowerCase(Locale.ROOT);

  /**
   * The name in requests, keys and reports: {@code h264}, {@code hevc}, {@code vp9}, {@code av1}.
   */
  public String token() {
    return token;
  }
}
