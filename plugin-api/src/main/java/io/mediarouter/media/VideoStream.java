package io.mediarouter.media;

import java.util.Objects;

/**
 * The picture of a source.
 *
 * @param codec name of the codec as probed, such as {@code h264}; any codec, not only those we make
 * @param width pixels as displayed: turned upright and with square samples, at least 1
 * @param height pixels as displayed, at least 1
 * @param milliFps frames per 1,000 seconds; 0 where the source does not tell
 * @param bitRate bits per second; 0 where the source does not tell
 * @param traits how it is coded, where that is not how it is shown
 */
public record VideoStream(
    String codec, int width, int height, int milliFps, long bitRate, PictureTraits traits) {
  public VideoStream {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size: " + width + "x" + height + " (expected: at least 1x1)");
    }
    // Decisions that were logged when nobody looked at them have none.
    traits = Objects.requireNonNullElse(traits, PictureTraits.PLAIN);
  }

  /** The most frames per 1,000 seconds at which some of it is shown; 0 = unknown. */
  int highestMilliFps() {
    return milliFps == 0 ? 0 : Math.max(milliFps, traits.peakMilliFps());
  }

  /** A picture that is coded as it is shown. */
  public VideoStream(String codec, int width, int height, int milliFps, long bitRate) {
    this(codec, width, height, milliFps, bitRate, PictureTraits.PLAIN);
  }
}
