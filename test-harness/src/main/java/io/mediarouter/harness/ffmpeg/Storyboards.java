package io.mediarouter.harness.ffmpeg;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The arguments that make a storyboard: pictures from all of a source on one sheet. */
final class Storyboards {
  private static final int COLUMNS = 10;

  /**
   * From this length on only key frames are looked at, seconds: ten times cheaper, and a picture
   * may be some seconds older than its time.
   */
  private static final BigDecimal LONG = BigDecimal.valueOf(120);

  private Storyboards() {}

  static List<String> inputOptions(TranscodeOrder order) {
    BigDecimal length = every(order).multiply(BigDecimal.valueOf(tiles(order)));
    return length.compareTo(LONG) > 0 ? List.of("-skip_frame", "nokey") : List.of();
  }

  static List<String> output(TranscodeOrder order) {
    int columns = Math.min(COLUMNS, tiles(order));
    int rows = (tiles(order) + columns - 1) / columns;
    String filters =
        String.format(
            Locale.ROOT,
            "fps=1/%s:round=up:start_time=0,scale=%d:%d,setsar=1,tile=%dx%d",
            every(order).toPlainString(),
            order.width(),
            order.height(),
            columns,
            rows);
    return List.of(
        "-map",
        "0:v:0",
        "-an",
        "-vf",
        filters,
        "-frames:v",
        "1",
        "-fps_mode",
        "passthrough",
        "-c:v",
        "mjpeg",
        "-q:v",
        "4",
        "-pix_fmt",
        "yuvj420p",
        "-f",
        "image2pipe");
  }

  private static BigDecimal every(TranscodeOrder order) {
    return requireNonNull(order.every(), "every");
  }

  private static int tiles(TranscodeOrder order) {
    return requireNonNull(order.tiles(), "tiles");
  }
}
