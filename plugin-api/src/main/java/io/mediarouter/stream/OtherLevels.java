package io.mediarouter.stream;

import io.mediarouter.media.VideoCodec;
import java.util.List;
import java.util.Locale;

/**
 * The levels of HEVC, VP9 and AV1, by which players are told before anything is made what they have
 * to decode: the least one that allows a picture, which is what encoders choose.
 */
final class OtherLevels {
  private static final int UNIT = 8;

  /**
   * A level.
   *
   * @param number as the codec's name tells it
   * @param size most pixels of a picture
   * @param perSecond most pixels per second
   * @param bits most bits per second
   */
  private record Level(int number, long size, long perSecond, long bits) {}

  private static final List<Level> HEVC =
      List.of(
          new Level(30, 36_864, 552_960, 128_000),
          new Level(60, 122_880, 3_686_400, 1_500_000),
          new Level(63, 245_760, 7_372_800, 3_000_000),
          new Level(90, 552_960, 16_588_800, 6_000_000),
          new Level(93, 983_040, 33_177_600, 10_000_000),
          new Level(120, 2_228_224, 66_846_720, 12_000_000),
          new Level(123, 2_228_224, 133_693_440, 20_000_000),
          new Level(150, 8_912_896, 267_386_880, 25_000_000),
          new Level(153, 8_912_896, 534_773_760, 40_000_000),
          new Level(156, 8_912_896, 1_069_547_520, 60_000_000),
          new Level(180, 35_651_584, 1_069_547_520, 60_000_000),
          new Level(183, 35_651_584, 2_139_095_040, 120_000_000),
          new Level(186, 35_651_584, 4_278_190_080L, 240_000_000));

  private static final List<Level> VP9 =
      List.of(
          new Level(10, 36_864, 829_440, Long.MAX_VALUE),
          new Level(11, 73_728, 2_764_800, Long.MAX_VALUE),
          new Level(20, 122_880, 4_608_000, Long.MAX_VALUE),
          new Level(21, 245_760, 9_216_000, Long.MAX_VALUE),
          new Level(30, 552_960, 20_736_000, Long.MAX_VALUE),
          new Level(31, 983_040, 36_864_000, Long.MAX_VALUE),
          new Level(40, 2_228_224, 83_558_400, Long.MAX_VALUE),
          new Level(41, 2_228_224, 160_432_128, Long.MAX_VALUE),
          new Level(50, 8_912_896, 311_951_360, Long.MAX_VALUE),
          new Level(51, 8_912_896, 588_251_136, Long.MAX_VALUE),
          new Level(52, 8_912_896, 1_176_502_272, Long.MAX_VALUE),
          new Level(60, 35_651_584, 1_176_502_272, Long.MAX_VALUE),
          new Level(61, 35_651_584, 2_353_004_544L, Long.MAX_VALUE),
          new Level(62, 35_651_584, 4_706_009_088L, Long.MAX_VALUE));

  private static final List<Level> AV1 =
      List.of(
          new Level(0, 147_456, 4_423_680, 1_500_000),
          new Level(1, 278_784, 8_363_520, 3_000_000),
          new Level(4, 665_856, 19_975_680, 6_000_000),
          new Level(5, 1_065_024, 31_950_720, 10_000_000),
          new Level(8, 2_359_296, 70_778_880, 12_000_000),
          new Level(9, 2_359_296, 141_557_760, 20_000_000),
          new Level(12, 8_912_896, 267_386_880, 30_000_000),
          new Level(13, 8_912_896, 534_773_760, 40_000_000),
          new Level(14, 8_912_896, 1_069_547_520, 60_000_000),
          new Level(16, 35_651_584, 1_069_547_520, 60_000_000),
          new Level(17, 35_651_584, 2_139_095_040, 100_000_000),
          new Level(18, 35_651_584, 4_278_190_080L, 160_000_000));

  private OtherLevels() {}

  /** The name (RFC 6381) of a picture in HEVC, VP9 or AV1, of eight bits in 4:2:0. */
  static String codecs(VideoCodec codec, int width, int height, FrameRate rate, long bits) {
    return switch (codec) {
      case HEVC -> "hvc1.1.6.L" + least(HEVC, width, height, rate, bits) + ".90";
      case VP9 -> two("vp09.00.%02d.08", least(VP9, width, height, rate, 0));
      case AV1 -> two("av01.0.%02dM.08", least(AV1, width, height, rate, bits));
      case H264 -> CodecLevel.of(width, height, rate, bits).codecs();
    };
  }

  private static String two(String form, int number) {
    return String.format(Locale.ROOT, form, number);
  }

  private static int least(List<Level> levels, int width, int height, FrameRate rate, long bits) {
    long size = SegmentGrid.ceilDiv(width, UNIT) * UNIT * SegmentGrid.ceilDiv(height, UNIT) * UNIT;
    return levels.stream()
        .filter(level -> size <= level.size && size * rate.perSecond() <= level.perSecond)
        .filter(level -> bits <= level.bits)
        .findFirst()
        .orElse(levels.get(levels.size() - 1))
        .number();
  }
}
