package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A look at the first pictures of a source whose frames may not say that they are interlaced: much
 * of what was once broadcast was coded as if it were not, whatever its container tells.
 * Thread-safe.
 */
final class FieldDetection {
  private static final int FRAMES = 25;
  private static final int TIMEOUT_SECONDS = 10;

  private static final int LEAST_INTERLACED = 10;

  /** Nothing else was ever broadcast in fields. */
  private static final Set<Integer> LINES = Set.of(480, 486, 576, 1080, 1088);

  private static final double PAL_FPS = 25;
  private static final double NTSC_FPS = 30_000 / 1001.0;
  private static final double FPS_ERROR = 0.01;

  /** Codecs that came after fields. */
  private static final Set<String> NEVER_INTERLACED = Set.of("vp8", "vp9", "av1");

  private static final Pattern VERDICT =
      Pattern.compile(
          "Multi frame detection: TFF: *([0-9]+) BFF: *([0-9]+) Progressive: *([0-9]+)");

  /** What is told of a frame that says of itself that it is interlaced. */
  private static final Pattern FLAGGED = Pattern.compile(" i:[TB] ");

  private final Ffmpeg tools;

  FieldDetection(Ffmpeg tools) {
    this.tools = tools;
  }

  /** The order of the fields, {@code tt} or {@code bb}, where they are seen and no frame tells. */
  Optional<String> find(MediaInfo info, URI input, ContainerFormat container) throws IOException {
    MediaInfo.Video video = info.video();
    return video != null && isDoubtful(video, container)
        ? look(video.index(), input, container)
        : Optional.empty();
  }

  private static boolean isDoubtful(MediaInfo.Video video, ContainerFormat container) {
    if (video.coding().interlaced()) {
      return container == ContainerFormat.MATROSKA || container.isMovie();
    }
    Double fps = video.fps();
    return fps != null
        && (Math.abs(fps - PAL_FPS) < FPS_ERROR || Math.abs(fps - NTSC_FPS) < FPS_ERROR)
        && LINES.contains(video.coding().height())
        && !NEVER_INTERLACED.contains(video.codec());
  }

  private Optional<String> look(int track, URI input, ContainerFormat container)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin"));
    command.addAll(List.of("-hide_banner", "-nostats", "-loglevel", "info"));
    command.addAll(SafeInput.options(container));
    command.addAll(List.of("-noautorotate", "-i", input.toString(), "-map", "0:" + track));
    command.addAll(List.of("-vf", "showinfo,idet", "-frames:v", Integer.toString(FRAMES)));
    command.addAll(List.of("-f", "null", "-"));
    return verdict(ToolRun.of(command, TIMEOUT_SECONDS).output());
  }

  /** The last report counts; the first comes when the filter is set up. */
  static Optional<String> verdict(String log) {
    Matcher report = VERDICT.matcher(log);
    Optional<String> last = Optional.empty();
    if (FLAGGED.matcher(log).find()) {
      return last;
    }
    while (report.find()) {
      last = verdict(number(report, 1), number(report, 2), number(report, 3));
    }
    return last;
  }

  /** Fine moving patterns look like fields, but never in all of the frames. */
  private static Optional<String> verdict(int top, int bottom, int progressive) {
    return progressive > 0 || Math.abs(top - bottom) < LEAST_INTERLACED
        ? Optional.empty()
        : Optional.of(top > bottom ? "tt" : "bb");
  }

  private static int number(Matcher report, int group) {
    return Integer.parseInt(report.group(group));
  }
}
