package io.mediarouter.harness.farm.ffmpeg;

import io.mediarouter.media.Fit;
import io.mediarouter.media.PictureSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters that make of a source what a viewer is to see: whole frames, upright, in the size
 * asked for, with square pixels and the colours of an ordinary display. ffmpeg itself turns and
 * mirrors what comes in.
 */
final class PictureFilters {
  private static final Set<String> WITHOUT_FIELDS = Set.of("vp8", "vp9", "av1", "theora");

  private final MediaInfo.Video video;
  private final TranscodeSpec order;
  private final PictureColours told;
  private final PictureColours colours;
  private final boolean seeThrough;
  private final ToneMapping tones;

  PictureFilters(MediaInfo.Video video, TranscodeSpec order, ToneMapping tones) {
    this.video = video;
    this.order = order;
    this.told = PictureColours.of(video);
    this.seeThrough = Transparency.isIn(told, String.valueOf(video.colours().pixelFormat()));
    this.colours = seeThrough ? told.asRgb() : told;
    this.tones = tones;
  }

  /** What a moving picture says of its colours. */
  ColourTags tags() {
    return colours.tags();
  }

  /** Those of a moving picture. */
  String moving() {
    BigDecimal fps = order.fps();
    return moving(fps == null ? List.of() : List.of("fps=" + fps.toPlainString()));
  }

  /**
   * The same.
   *
   * @param choice the filters that choose its frames; empty: all
   */
  String moving(List<String> choice) {
    List<String> filters = new ArrayList<>(wholeFrames());
    filters.addAll(choice);
    filters.add(shown());
    filters.addAll(cut());
    filters.add("setsar=1");
    filters.add(colours.tags().filter());
    return String.join(",", filters);
  }

  /**
   * Those of a still.
   *
   * @param choice the filters that choose the frame; empty: the first
   */
  String still(List<String> choice) {
    List<String> filters = new ArrayList<>(wholeFrames());
    filters.addAll(choice);
    filters.add(picture(scale()));
    filters.addAll(cut());
    filters.add("setsar=1");
    return String.join(",", filters);
  }

  /** Those of a moving picture in a format of stills. */
  String clip() {
    BigDecimal fps = order.fps();
    return still(fps == null ? List.of() : List.of("fps=" + fps.toPlainString()));
  }

  /** Those of the tiles of a storyboard, whose size is just that asked for. */
  String tile(String choice) {
    String size = "scale=" + asked(order.width()) + ":" + asked(order.height());
    return choice + "," + picture(size) + ",setsar=1";
  }

  private String picture(String scale) {
    ToneCube cube = colours.cube();
    if (cube != null) {
      return tones.filters(colours, cube, scale) + "," + still("scale=", "bt709", "tv");
    }
    return keepsTransparency()
        ? Transparency.kept(told, scale) + still("scale=", colours.matrix(), colours.range())
        : opaque() + still(scale, colours.matrix(), colours.range());
  }

  private boolean keepsTransparency() {
    return seeThrough && Transparency.isKeptIn(order.format());
  }

  private String opaque() {
    return seeThrough ? Transparency.onWhite(told) : "";
  }

  private String still(String scale, String matrix, String range) {
    String exact = scale + (scale.endsWith("=") ? "" : ":");
    String source =
        colours.isRgb() && colours.cube() == null
            ? ""
            : ":in_color_matrix=" + matrix + ":in_range=" + range;
    return exact + "flags=bicubic+accurate_rnd+full_chroma_int" + source + ":" + target();
  }

  /**
   * The code values that each kind of still is read with. AVIF of ten bits is smaller than of
   * eight, and keeps plain areas within 2 of their colours.
   */
  private String target() {
    return switch (order.format()) {
      case WEBP ->
          "out_color_matrix=bt601:out_range=tv,format="
              + (keepsTransparency() ? "yuva420p" : "yuv420p");
      case GIF -> "out_range=pc,format=" + components();
      case PNG ->
          "out_range=pc,format="
              + components()
              + ",setparams=color_primaries=bt709:color_trc=iec61966-2-1";
      case AVIF ->
          "out_color_matrix=bt601:out_range=pc,format=yuv420p10le," + ColourTags.STILL.filter();
      case JPEG, MP4, WEBM, M4A, OPUS, MP3, VTT ->
          "out_color_matrix=bt601:out_range=pc,format=yuvj420p";
    };
  }

  private String components() {
    return keepsTransparency() ? "rgba" : "rgb24";
  }

  /** Frames that say of themselves that they are interlaced become whole; others cost nothing. */
  private List<String> wholeFrames() {
    String format = video.colours().pixelFormat();
    if (format == null || !format.startsWith("yuv") || WITHOUT_FIELDS.contains(video.codec())) {
      return List.of();
    }
    MediaInfo.Coding coding = video.coding();
    if (!coding.interlaced() || coding.flagged()) {
      return List.of("bwdif=mode=send_frame:deint=interlaced");
    }
    String parity = "bb".equals(coding.fieldOrder()) ? "bff" : "tff";
    return List.of("bwdif=mode=send_frame:parity=" + parity + ":deint=all");
  }

  private String shown() {
    ToneCube cube = colours.cube();
    if (cube != null) {
      return tones.filters(colours, cube, scale());
    }
    if (colours.areOrdinary()) {
      return scale() + ",format=yuv420p";
    }
    String source = colours.isRgb() ? "" : ":" + colours.told();
    return opaque() + scale() + source + ":out_color_matrix=bt709:out_range=tv,format=yuv420p";
  }

  private String scale() {
    PictureSize size =
        isCut() ? covering() : whole().inside(asked(order.width()), asked(order.height()));
    return "scale=" + size.width() + ":" + size.height();
  }

  private PictureSize whole() {
    return new PictureSize(video.width(), video.height());
  }

  private static int asked(@Nullable Integer length) {
    return length == null ? 0 : length;
  }

  private boolean isCut() {
    return order.fit() == Fit.COVER && order.width() != null && order.height() != null;
  }

  private PictureSize box() {
    return whole().covered(asked(order.width()), asked(order.height()));
  }

  /** The whole picture in the size in which it just covers what is asked for. */
  private PictureSize covering() {
    PictureSize box = box();
    double factor =
        Math.max((double) box.width() / video.width(), (double) box.height() / video.height());
    return new PictureSize(
        Math.max(box.width(), even(video.width() * factor)),
        Math.max(box.height(), even(video.height() * factor)));
  }

  private static int even(double length) {
    return (int) (2 * Math.round(length / 2));
  }

  private List<String> cut() {
    return isCut() ? List.of("crop=" + box().width() + ":" + box().height()) : List.of();
  }
}
