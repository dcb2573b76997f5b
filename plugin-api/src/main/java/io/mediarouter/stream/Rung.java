package io.mediarouter.stream;

import io.mediarouter.media.VideoCodec;

/**
 * One form of a stream's picture, between which players change as their line allows.
 *
 * @param name in addresses, {@code [A-Za-z0-9._-]{1,64}}, unique in its stream
 * @param codec what it is coded in
 * @param width pixels, even
 * @param height pixels, even
 * @param rate its frame rate
 * @param bitRate most bits per second of the picture in the mean of a segment, of which one may
 *     have a quarter more
 * @param level what the encoder is to keep to, as the codec counts levels: ten times its name for
 *     H.264; 0 = as the encoder chooses
 * @param codecs the name of the coding (RFC 6381), such as {@code avc1.64001e}
 */
public record Rung(
    String name,
    VideoCodec codec,
    int width,
    int height,
    FrameRate rate,
    int bitRate,
    int level,
    String codecs)
    implements Picture {
  private static final int ORDINARY_PIXELS = 1280 * 720;
  private static final int ORDINARY_BITS = 2_500_000;
  private static final double ORDINARY_RATE = 30;
  private static final int STEP = 10_000;

  /** No rung has fewer bits per second. */
  static final int LEAST_BITS = 50_000;

  public Rung {
    StreamNames.check(name);
  }

  /** A rung whose level and name follow from the rest. */
  public static Rung of(
      String name, VideoCodec codec, int width, int height, FrameRate rate, int bitRate) {
    if (codec != VideoCodec.H264) {
      String codecs = OtherLevels.codecs(codec, width, height, rate, peak(bitRate));
      return new Rung(name, codec, width, height, rate, bitRate, 0, codecs);
    }
    CodecLevel level = CodecLevel.of(width, height, rate, peak(bitRate));
    return new Rung(name, codec, width, height, rate, bitRate, level.number(), level.codecs());
  }

  /** The same with the name of the coding as it was read from what was made. */
  public Rung named(String coding) {
    return new Rung(name, codec, width, height, rate, bitRate, level, coding);
  }

  @Override
  public double framesPerSecond() {
    return rate.perSecond();
  }

  @Override
  public long averageBits() {
    return bitRate;
  }

  @Override
  public long peakBits() {
    return peak(bitRate);
  }

  private static long peak(long bits) {
    return bits + bits / 4;
  }

  /**
   * Whether it looks the same as another one to a player.
   *
   * @param anyBits whether bit rates do not count; else they are alike within a quarter
   */
  boolean isLike(Rung other, boolean anyBits) {
    return codec == other.codec
        && width == other.width
        && height == other.height
        && rate.equals(other.rate)
        && (anyBits || Math.abs(bitRate - other.bitRate) * 4L <= Math.max(bitRate, other.bitRate));
  }

  /** Whether another one is larger for as many bits, since none has fewer. */
  boolean isBeatenBy(Rung other) {
    return codec == other.codec
        && bitRate == LEAST_BITS
        && other.bitRate == LEAST_BITS
        && (long) width * height < (long) other.width * other.height;
  }

  /** The bit rate that pictures of a size usually need, bits per second. */
  static int usualBits(VideoCodec codec, int width, int height, FrameRate rate) {
    double pixels = (double) width * height / ORDINARY_PIXELS;
    double bits =
        ORDINARY_BITS
            * Math.pow(pixels, 0.75)
            * Math.sqrt(rate.perSecond() / ORDINARY_RATE)
            * share(codec);
    return (int) Math.max(LEAST_BITS, Math.round(bits / STEP) * STEP);
  }

  private static double share(VideoCodec codec) {
    return switch (codec) {
      case H264 -> 1;
      case HEVC -> 0.65;
      case VP9 -> 0.7;
      case AV1 -> 0.55;
    };
  }
}
