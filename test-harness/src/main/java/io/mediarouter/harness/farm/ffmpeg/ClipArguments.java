package io.mediarouter.harness.farm.ffmpeg;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a clip without sound that plays where pictures do. */
record ClipArguments(ToneMapping tones) {
  /**
   * Colours of a GIF are chosen from all of its frames, which have to end for that; WebP has all of
   * them.
   *
   * @param before what is read before it begins, seconds
   */
  List<String> output(TranscodeSpec order, MediaInfo.@Nullable Video video, BigDecimal before) {
    List<String> arguments = new ArrayList<>(List.of("-an"));
    BigDecimal duration = order.duration();
    if (duration != null) {
      arguments.addAll(List.of("-t", duration.toPlainString()));
    }
    boolean gif = order.format() == OutputFormat.GIF;
    if (video != null) {
      String pictures = part(before, duration) + new PictureFilters(video, order, tones).clip();
      String colours =
          gif ? ",split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer" : "";
      arguments.addAll(
          List.of("-filter_complex", "[0:" + video.index() + "]" + pictures + colours + "[v]"));
      arguments.addAll(List.of("-map", "[v]"));
    }
    arguments.addAll(
        gif
            ? List.of("-loop", "0", "-f", "gif")
            : List.of("-c:v", "libwebp_anim", "-q:v", "60", "-loop", "0", "-f", "webp"));
    return arguments;
  }

  private static String part(BigDecimal before, @Nullable BigDecimal duration) {
    String start = "trim=start=" + before.toPlainString();
    return start
        + (duration == null ? "" : ":end=" + before.add(duration).toPlainString())
        + ",setpts=PTS-"
        + before.toPlainString()
        + "/TB,";
  }
}
