package io.mediarouter.harness.farm.ffmpeg;

import java.math.BigDecimal;

/**
 * The distance before the time of a still from where on its source is read: the frame shown then
 * may be older, and so may be the key frame that it needs, where a container cannot seek to key
 * frames.
 */
public enum Reach {
  /** Ten seconds, which is enough for nearly all. */
  NEAR(BigDecimal.TEN),

  /** Two minutes. */
  FAR(new BigDecimal(120)),

  /** From the beginning, and where no frame is that early, the first one. */
  ALL(new BigDecimal(1_000_000));

  private final BigDecimal seconds;

  Reach(BigDecimal seconds) {
    this.seconds = seconds;
  }

  /** Where to begin for a picture at {@code time}, seconds. */
  BigDecimal from(BigDecimal time) {
    return time.subtract(seconds).max(BigDecimal.ZERO);
  }

  /** Whether this is the beginning already, so that reaching farther changes nothing. */
  boolean isAll(BigDecimal time) {
    return from(time).signum() == 0;
  }
}
