package io.mediarouter.harness.farm.ffmpeg;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The arguments that make a storyboard: pictures from all of a source on one sheet. */
final class Storyboards {
  private static final int COLUMNS = 10;

  /**
   * From this length on only key frames are looked at, seconds: ten times cheaper, and a picture
   * may be some seconds older than its time.
   */
  private static final BigDecimal LONG = BigDecimal.valueOf(120);

  private Storyboards() {}

  static List<String> inputOptions(TranscodeSpec order) {
    BigDecimal length = every(order).multiply(BigDecimal.valueOf(tiles(order)));
    return length.compareTo(LONG) > 0 ? List.of("-skip_frame", "nokey") : List.of();
  }

  static List<String> output(TranscodeSpec order, MediaInfo info, ToneMapping tones) {
    int columns = Math.min(COLUMNS, tiles(order));
    int rows = (tiles(order) + columns - 1) / columns;
    List<String> arguments = new ArrayList<>(List.of("-an", "-map_metadata", "-1"));
    MediaInfo.Video video = info.video();
    if (video != null) {
      String choice = "fps=1/" + every(order).toPlainString() + ":round=up:start_time=0";
      String tile = new PictureFilters(video, order, tones).tile(choice);
      arguments.addAll(List.of("-map", "0:" + video.index()));
      arguments.addAll(List.of("-vf", tile + ",tile=" + columns + "x" + rows));
    }
    arguments.addAll(List.of("-frames:v", "1", "-fps_mode", "passthrough"));
    arguments.addAll(StillArguments.encoder(order.format()));
    return arguments;
  }

  private static BigDecimal every(TranscodeSpec order) {
    return requireNonNull(order.every(), "every");
  }

  private static int tiles(TranscodeSpec order) {
    return requireNonNull(order.tiles(), "tiles");
  }
}
