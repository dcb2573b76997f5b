package io.mediarouter.stream;

import java.util.List;
import java.util.Locale;

/**
 * A level of H.264 in High profile (Table A-1): what decoders are asked about. Encoders are ordered
 * just the level that playlists tell before anything is made, so that they are true.
 *
 * @param number ten times its name
 * @param perSecond most macroblocks per second
 * @param size most macroblocks of a picture
 * @param bits most bits per second
 */
record CodecLevel(int number, long perSecond, int size, long bits) {
  private static final int BLOCK = 16;

  private static final List<CodecLevel> LEVELS =
      List.of(
          new CodecLevel(10, 1485, 99, 80_000),
          new CodecLevel(11, 3000, 396, 240_000),
          new CodecLevel(12, 6000, 396, 480_000),
          new CodecLevel(13, 11_880, 396, 960_000),
          new CodecLevel(20, 11_880, 396, 2_500_000),
          new CodecLevel(21, 19_800, 792, 5_000_000),
          new CodecLevel(22, 20_250, 1620, 5_000_000),
          new CodecLevel(30, 40_500, 1620, 12_500_000),
          new CodecLevel(31, 108_000, 3600, 17_500_000),
          new CodecLevel(32, 216_000, 5120, 25_000_000),
          new CodecLevel(40, 245_760, 8192, 25_000_000),
          new CodecLevel(42, 522_240, 8704, 62_500_000),
          new CodecLevel(50, 589_824, 22_080, 168_750_000),
          new CodecLevel(51, 983_040, 36_864, 300_000_000),
          new CodecLevel(52, 2_073_600, 36_864, 300_000_000),
          new CodecLevel(60, 4_177_920, 139_264, 300_000_000),
          new CodecLevel(61, 8_355_840, 139_264, 600_000_000),
          new CodecLevel(62, 16_711_680, 139_264, 1_000_000_000));

  /** The least level that allows a picture; the highest where none does. */
  static CodecLevel of(int width, int height, FrameRate rate, long bits) {
    long blocks = SegmentGrid.ceilDiv(width, BLOCK) * SegmentGrid.ceilDiv(height, BLOCK);
    return LEVELS.stream()
        .filter(level -> blocks <= level.size && blocks * rate.perSecond() <= level.perSecond)
        .filter(level -> bits <= level.bits)
        .findFirst()
        .orElse(LEVELS.get(LEVELS.size() - 1));
  }

  /** Its name (RFC 6381), such as {@code avc1.64001e}. */
  String codecs() {
    return String.format(Locale.ROOT, "avc1.6400%02x", number);
  }
}
