package io.mediarouter.harness.farm.ffmpeg;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a picture lets be seen of the page behind it: kept in formats that can, white in others.
 * What lies under it is in most files black, and no viewer sees that.
 */
final class Transparency {
  private static final Pattern LETS_THROUGH =
      Pattern.compile("yuva.*|gbrap.*|ya[0-9].*|pal8|rgba.*|bgra.*|argb|abgr");

  private static final Set<OutputFormat> KEEPING =
      EnumSet.of(OutputFormat.PNG, OutputFormat.WEBP, OutputFormat.GIF);

  /** White is the negative of nothing. */
  private static final String ON_WHITE = ",negate,premultiply=inplace=1,negate,format=gbrp,";

  private Transparency() {}

  static boolean isIn(PictureColours colours, String pixelFormat) {
    return colours.cube() == null && LETS_THROUGH.matcher(pixelFormat).matches();
  }

  static boolean isKeptIn(OutputFormat format) {
    return KEEPING.contains(format);
  }

  /** Makes it an opaque picture of red, green and blue, before it is scaled. */
  static String onWhite(PictureColours colours) {
    return components(colours) + ON_WHITE;
  }

  /** Scales such that no colour of what is not seen comes in at edges. */
  static String kept(PictureColours colours, String scale) {
    return components(colours)
        + ",premultiply=inplace=1,"
        + scale
        + ":flags=bicubic+accurate_rnd+full_chroma_int,unpremultiply=inplace=1,";
  }

  private static String components(PictureColours colours) {
    return colours.isRgb() ? "format=gbrap" : "scale=" + colours.told() + ",format=gbrap";
  }
}
