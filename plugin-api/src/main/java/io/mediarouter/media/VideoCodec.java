package io.mediarouter.media;

import java.util.Locale;

/** A video codec that renditions are made in. */
public enum VideoCodec {
  H264(2),
  HEVC(16),
  VP9(2),
  AV1(64);

  private final String token = name().toLowerCase(Locale.ROOT);
  private final int leastSide;

  VideoCodec(int leastSide) {
    this.leastSide = leastSide;
  }

  /**
   * The name in requests, keys and reports: {@code h264}, {@code hevc}, {@code vp9}, {@code av1}.
   */
  public String token() {
    return token;
  }

  /** Whether encoders take pictures of this size. */
  public boolean takes(PictureSize size) {
    return Math.min(size.width(), size.height()) >= leastSide;
  }

  /** What is to be said where they do not. */
  public String sizeWords(PictureSize size) {
    return "a codec for "
        + size.width()
        + "x"
        + size.height()
        + ", or a picture of at least "
        + leastSide
        + "x"
        + leastSide
        + " pixels for "
        + token;
  }
}
