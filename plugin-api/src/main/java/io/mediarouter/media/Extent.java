package io.mediarouter.media;

import java.time.Duration;

/**
 * How far a source goes, as far as a probe tells more of it than one duration.
 *
 * @param estimated whether the source's duration is a guess, such as one from size and bit rate
 * @param video how long its picture plays; zero where nobody tells
 * @param audio how long its sound plays; zero where nobody tells
 */
public record Extent(boolean estimated, Duration video, Duration audio) {
  /** All of it goes as far as the source's duration says. */
  public static final Extent PLAIN = new Extent(false, Duration.ZERO, Duration.ZERO);

  public Extent {
    if (video.isNegative() || audio.isNegative()) {
      throw new IllegalArgumentException(
          "extent: " + video + ", " + audio + " (expected: neither negative)");
    }
  }
}
