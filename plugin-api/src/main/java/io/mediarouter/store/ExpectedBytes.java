package io.mediarouter.store;

import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;

/** The expected size of a rendition that nobody has made yet. */
public final class ExpectedBytes {
  private static final double HD_PIXELS = 1280.0 * 720;
  private static final double HD_BITS = 2_500_000;
  private static final double BY_PIXELS = 0.75;
  private static final double NEWER_CODECS = 0.65;
  private static final double SOUND_BITS = 128_000;
  private static final double MILLIS_A_BYTE = 8_000;

  private ExpectedBytes() {}

  /** Bytes: of the bit rates that are asked for, or of those that are usual for its form. */
  public static double of(Rendition form, SourceProperties source) {
    double bits = videoBits(form) + (form.audioBitRate() > 0 ? form.audioBitRate() : SOUND_BITS);
    return source.duration().toMillis() / MILLIS_A_BYTE * bits;
  }

  private static double videoBits(Rendition form) {
    VideoCodec codec = form.videoCodec();
    if (codec == null) {
      return 0;
    }
    if (form.videoBitRate() > 0) {
      return form.videoBitRate();
    }
    double pixels = (double) form.width() * form.height() / HD_PIXELS;
    return HD_BITS * Math.pow(pixels, BY_PIXELS) * (codec == VideoCodec.H264 ? 1 : NEWER_CODECS);
  }
}
