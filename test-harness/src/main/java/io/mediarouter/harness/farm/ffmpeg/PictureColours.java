package io.mediarouter.harness.farm.ffmpeg;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the code values of a source mean, told or supposed as players do: what is not tagged is
 * BT.709 from 720 coded lines on, BT.601 below, however it is turned.
 *
 * @param matrix ffmpeg's word for {@code in_color_matrix}
 * @param range {@code tv} or {@code pc}
 * @param isRgb whether there is no matrix
 * @param cube what maps its tones; null: they are those of an ordinary display
 * @param primaries those told, where an ordinary display has them; else null
 */
record PictureColours(
    String matrix,
    String range,
    boolean isRgb,
    @Nullable ToneCube cube,
    @Nullable String primaries,
    @Nullable String space) {
  private static final int HD_LINES = 720;
  private static final Set<String> SD_SPACES = Set.of("smpte170m", "bt470bg");
  private static final Set<String> SD_PRIMARIES = Set.of("smpte170m", "bt470bg", "bt709");

  static PictureColours of(MediaInfo.Video video) {
    MediaInfo.Colours told = video.colours();
    String format = told.pixelFormat() == null ? "" : told.pixelFormat();
    return new PictureColours(
        matrix(told.space(), video),
        "pc".equals(told.range()) || format.startsWith("yuvj") ? "pc" : "tv",
        isRgb(format, told.space()),
        cube(told),
        told.primaries(),
        told.space());
  }

  private static boolean isRgb(String format, @Nullable String space) {
    return "gbr".equals(space)
        || format.startsWith("gbr")
        || format.startsWith("pal")
        || format.matches("0?a?(rgb|bgr).*");
  }

  private static String matrix(@Nullable String space, MediaInfo.Video video) {
    boolean isHd = video.coding().height() >= HD_LINES;
    return switch (space == null ? "" : space) {
      case "bt709" -> "bt709";
      case "smpte170m", "bt470bg" -> "bt601";
      case "smpte240m" -> "smpte240m";
      case "fcc" -> "fcc";
      case "bt2020nc", "bt2020c" -> "bt2020";
      default -> isHd ? "bt709" : "bt601";
    };
  }

  private static @Nullable ToneCube cube(MediaInfo.Colours told) {
    return switch (told.transfer() == null ? "" : told.transfer()) {
      case "smpte2084" -> ToneCube.PQ;
      case "arib-std-b67" -> ToneCube.HLG;
      default -> "bt2020".equals(told.primaries()) ? ToneCube.WIDE : null;
    };
  }

  /** ffmpeg's words for these code values where a picture comes in. */
  String told() {
    return "in_color_matrix=" + matrix + ":in_range=" + range;
  }

  /** Those of the same picture in red, green and blue. */
  PictureColours asRgb() {
    return new PictureColours(matrix, "pc", true, cube, primaries, "gbr");
  }

  /** Whether the code values can stay as they are in a picture for ordinary displays. */
  boolean areOrdinary() {
    return cube == null
        && !isRgb
        && range.equals("tv")
        && (matrix.equals("bt709") || matrix.equals("bt601"));
  }

  /** What is to be said of a picture whose code values stayed what was told or supposed. */
  ColourTags tags() {
    if (!areOrdinary() || matrix.equals("bt709")) {
      return ColourTags.BT709;
    }
    String told = Optional.ofNullable(space).filter(SD_SPACES::contains).orElse("smpte170m");
    String from = Optional.ofNullable(primaries).filter(SD_PRIMARIES::contains).orElse(told);
    return new ColourTags(from, "smpte170m", told, "tv");
  }
}
