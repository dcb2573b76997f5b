package io.mediarouter.plan;

import io.mediarouter.media.Rendition;

/**
 * The measure of how far a rendition is from the one that was asked for: 0 = the same; 1 = half the
 * height, or a quarter of the bit rate.
 *
 * <p>The sum of the binary logarithms of the ratios of height (weight 1), bit rate of the picture
 * (0.5), frame rate (0.25) and bit rate of the sound (0.1), each counted half where the answer is
 * better than asked, and 0.1 for each of container and codecs that differ. What either side leaves
 * open counts nothing.
 */
final class Distance {
  private static final double SIZE_WEIGHT = 1;
  private static final double VIDEO_RATE_WEIGHT = 0.5;
  private static final double FRAME_RATE_WEIGHT = 0.25;
  private static final double AUDIO_RATE_WEIGHT = 0.1;
  private static final double FORM_WEIGHT = 0.1;
  private static final double BETTER_WEIGHT = 0.5;

  private Distance() {}

  static double between(Rendition wanted, Rendition got) {
    return SIZE_WEIGHT * octaves(wanted.height(), got.height())
        + VIDEO_RATE_WEIGHT * octaves(wanted.videoBitRate(), got.videoBitRate())
        + FRAME_RATE_WEIGHT * octaves(wanted.milliFps(), got.milliFps())
        + AUDIO_RATE_WEIGHT * octaves(wanted.audioBitRate(), got.audioBitRate())
        + FORM_WEIGHT * differences(wanted, got);
  }

  private static double octaves(int wanted, int got) {
    if (wanted == 0 || got == 0) {
      return 0;
    }
    double octaves = Math.log((double) got / wanted) / Math.log(2);
    return octaves > 0 ? octaves * BETTER_WEIGHT : -octaves;
  }

  private static int differences(Rendition wanted, Rendition got) {
    return (wanted.format() == got.format() ? 0 : 1)
        + (wanted.videoCodec() == got.videoCodec() ? 0 : 1)
        + (wanted.audioCodec() == got.audioCodec() ? 0 : 1);
  }
}
