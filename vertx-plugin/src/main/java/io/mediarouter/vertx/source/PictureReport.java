package io.mediarouter.vertx.source;

import static io.mediarouter.vertx.source.ProbeReport.positive;

import io.mediarouter.media.DynamicRange;
import io.mediarouter.media.PictureSize;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.VideoStream;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reader of what a probe tells of a picture. {@code width} and {@code height} are the size as
 * displayed; a probe that tells {@code coded_width} and {@code coded_height} in their place is
 * understood by its {@code rotation} and {@code sample_aspect_ratio}.
 */
final class PictureReport {
  private static final int FULL_TURN = 360;
  private static final Pattern RATIO = Pattern.compile("([0-9]{1,6})[:/]([0-9]{1,6})");

  /** In ffmpeg's names of pixel formats. */
  private static final Pattern FINE_CHROMA = Pattern.compile("4(?:11|22|40|44)|gbr|rgb|bgr");

  private static final Set<String> FIELD_ORDERS = Set.of("tt", "bb", "tb", "bt");

  private PictureReport() {}

  /** The picture in {@code report}; null where there is none, or none of a size. */
  static @Nullable VideoStream read(@Nullable JsonObject report) {
    if (report == null) {
      return null;
    }
    PictureTraits traits = traits(report);
    PictureSize size = size(report, traits);
    if (size.width() < 1 || size.height() < 1) {
      return null;
    }
    return new VideoStream(
        text(report, "codec"),
        size.width(),
        size.height(),
        (int) Math.round(1000 * positive(report, "fps")),
        (long) positive(report, "bit_rate"),
        traits);
  }

  private static PictureSize size(JsonObject report, PictureTraits traits) {
    int width = (int) positive(report, "width");
    int height = (int) positive(report, "height");
    return width > 0 && height > 0
        ? new PictureSize(width, height)
        : traits.displayed(
            (int) positive(report, "coded_width"), (int) positive(report, "coded_height"));
  }

  private static PictureTraits traits(JsonObject report) {
    Matcher aspect = RATIO.matcher(text(report, "sample_aspect_ratio"));
    boolean known =
        aspect.matches()
            && Integer.parseInt(aspect.group(1)) > 0
            && Integer.parseInt(aspect.group(2)) > 0;
    return new PictureTraits(
        rotation(report),
        isTrue(report, "mirrored"),
        known ? Integer.parseInt(aspect.group(1)) : 1,
        known ? Integer.parseInt(aspect.group(2)) : 1,
        isTrue(report, "interlaced") || FIELD_ORDERS.contains(text(report, "field_order")),
        dynamicRange(report),
        (int) Math.min(64, positive(report, "bit_depth")),
        FINE_CHROMA.matcher(text(report, "pix_fmt")).find(),
        CodecReport.isRarePicture(report),
        (int) Math.round(1000 * positive(report, "peak_fps")));
  }

  /** Turns by less than a right angle are left alone. */
  private static int rotation(JsonObject report) {
    long degrees =
        report.getValue("rotation") instanceof Number number ? Math.round(number.doubleValue()) : 0;
    int rotation = (int) Math.floorMod(degrees, (long) FULL_TURN);
    return rotation % 90 == 0 ? rotation : 0;
  }

  private static DynamicRange dynamicRange(JsonObject report) {
    return switch (text(report, "color_transfer")) {
      case "smpte2084" -> DynamicRange.PQ;
      case "arib-std-b67" -> DynamicRange.HLG;
      default -> DynamicRange.SDR;
    };
  }

  private static boolean isTrue(JsonObject report, String name) {
    return Boolean.TRUE.equals(report.getValue(name));
  }

  private static String text(JsonObject report, String name) {
    return report.getValue(name) instanceof String text ? text : "";
  }
}
