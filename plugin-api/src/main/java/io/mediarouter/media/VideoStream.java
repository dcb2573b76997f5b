package io.mediarouter.media;

/**
 * The picture of a source.
 *
 * @param codec name of the codec as probed, such as {@code h264}; any codec, not only those we make
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param milliFps frames per 1,000 seconds; 0 where the source does not tell
 * @param bitRate bits per second; 0 where the source does not tell
 */
public record VideoStream(String codec, int width, int height, int milliFps, long bitRate) {
  public VideoStream {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size: " + width + "x" + height + " (expected: at least 1x1)");
    }
  }
}
