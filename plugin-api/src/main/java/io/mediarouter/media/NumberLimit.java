package io.mediarouter.media;

import java.math.BigDecimal;

/**
 * The numbers that a parameter of a rendition may have, both ends included, and how that is said:
 * by the proxies to clients as by the reference transcoding server to the proxies, so that neither
 * takes what the other refuses.
 */
public enum NumberLimit {
  /** Frames per second. */
  FPS("1", "240", "frames per second"),

  /** Bit rate of the picture. */
  VIDEO_BITS("10000", "200000000", "bits per second"),

  /** Bit rate of the sound. */
  AUDIO_BITS("6000", "512000", "bits per second"),

  /** Where to begin in the source. */
  OFFSET("0", "86400", "seconds, decimals allowed"),

  /** How much to make. */
  DURATION("0.01", "86400", "seconds, decimals allowed"),

  /** From picture to picture of a storyboard. */
  EVERY("0.1", "86400", "seconds, decimals allowed"),

  /** What sound is levelled to. */
  LOUDNESS("-40", "-5", "LUFS, whole numbers");

  private final BigDecimal least;
  private final BigDecimal most;
  private final String unit;

  NumberLimit(String least, String most, String unit) {
    this.least = new BigDecimal(least);
    this.most = new BigDecimal(most);
    this.unit = unit;
  }

  /** The least number, rounded down. */
  int least() {
    return least.intValue();
  }

  /** Whether a number is inside. */
  public boolean allows(BigDecimal number) {
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }

  /** What is allowed, such as {@code 1..240 (frames per second)}. */
  public String words() {
    return words("");
  }

  /** The same with a remark behind the unit. */
  String words(String remark) {
    return least.toPlainString() + ".." + most.toPlainString() + " (" + unit + remark + ")";
  }
}
