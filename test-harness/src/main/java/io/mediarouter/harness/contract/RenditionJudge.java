package io.mediarouter.harness.contract;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.VideoCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The judge of renditions: decodes them, and compares what comes out with what was ordered. */
final class RenditionJudge {
  private static final double OFF_SECONDS = 0.5;
  private static final double OFF_RATE = 1.5;
  private static final double OFF_LUFS = 1.5;
  private static final Pattern LOUDNESS = Pattern.compile("I: +(-?[0-9.]+) LUFS");

  private final Ffmpeg tools;
  private final MediaCheck check;

  RenditionJudge(Ffmpeg tools) {
    this.tools = tools;
    this.check = new MediaCheck(tools);
  }

  /**
   * Whether an answer is the rendition that was ordered.
   *
   * @param seconds how long it has to be, unless it is a still
   */
  CheckResult judge(Seen answer, Rendition ordered, double seconds) throws IOException {
    return answer.status() == 200
        ? judge(answer.body(), ordered, seconds)
        : CheckResult.missing(answer.words());
  }

  CheckResult judge(byte[] body, Rendition ordered, double seconds) throws IOException {
    MediaCheck.Findings found = check.check(body);
    boolean still = ordered.format().isStill();
    boolean right =
        found.width() == ordered.width()
            && found.height() == ordered.height()
            && (still || hasTracks(found, ordered))
            && (still || Math.abs(found.durationSeconds() - seconds) <= OFF_SECONDS);
    return CheckResult.of(right && (still || found.decodes()), words(found, still));
  }

  /** Whether an answer decodes and plays for so many seconds. */
  CheckResult lasts(Seen answer, double least, double most) throws IOException {
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    MediaCheck.Findings found = check.check(answer.body());
    double seconds = found.durationSeconds();
    return CheckResult.of(
        found.decodes() && seconds > least - OFF_SECONDS && seconds < most, words(found, false));
  }

  /** Whether an answer shows just the pictures of a source. */
  CheckResult samePictures(Seen answer, byte[] source) throws IOException {
    boolean same = check.pictures(answer.body()).equals(check.pictures(source));
    return CheckResult.of(
        same, same ? "the pictures of the source" : "other pictures: encoded anew");
  }

  private static boolean hasTracks(MediaCheck.Findings found, Rendition ordered) {
    VideoCodec video = ordered.videoCodec();
    AudioCodec audio = ordered.audioCodec();
    return is(found.videoCodec(), video == null ? null : video.token())
        && is(found.audioCodec(), audio == null ? null : audio.token());
  }

  private static boolean is(@Nullable String found, @Nullable String wanted) {
    return wanted == null ? found == null : wanted.equals(found);
  }

  private static String words(MediaCheck.Findings found, boolean still) {
    StringBuilder words = new StringBuilder();
    if (found.videoCodec() != null) {
      words.append("%dx%d %s ".formatted(found.width(), found.height(), found.videoCodec()));
    }
    if (found.audioCodec() != null) {
      words.append(found.audioCodec()).append(' ');
    }
    if (!still) {
      words.append("%.1f s".formatted(found.durationSeconds()));
    }
    return words.append(found.decodes() ? "" : ", does not decode").toString().strip();
  }

  /** Whether an answer is about as large as {@code bitsPerSecond} make it. */
  static CheckResult rate(Seen answer, double bitsPerSecond, double seconds) {
    double found = answer.body().length * 8 / seconds;
    boolean near = found < bitsPerSecond * OFF_RATE && found > bitsPerSecond / OFF_RATE / 2;
    return answer.status() == 200
        ? CheckResult.of(near, "%.0f of %.0f bit/s".formatted(found, bitsPerSecond))
        : CheckResult.missing(answer.words());
  }

  /** Whether an answer is a picture of that size. */
  CheckResult size(Seen answer, int width, int height) throws IOException {
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    MediaCheck.Findings found = check.check(answer.body());
    return CheckResult.of(
        found.width() == width && found.height() == height, found.width() + "x" + found.height());
  }

  /** Whether an answer is a WebP of several pictures. */
  static CheckResult moves(Seen answer) {
    String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
    int frames = body.split("ANMF", -1).length - 1;
    return answer.status() == 200
        ? CheckResult.of(body.startsWith("RIFF") && frames > 1, frames + " pictures")
        : CheckResult.missing(answer.words());
  }

  /** Whether an answer is sound of that loudness, LUFS. */
  CheckResult loudness(Seen answer, int wanted) throws IOException {
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    Path in = Files.createTempFile("check-server", ".m4a");
    try {
      Files.write(in, answer.body());
      String[] command = {
        tools.ffmpeg().toString(),
        "-nostats",
        "-i",
        in.toString(),
        "-af",
        "ebur128",
        "-f",
        "null",
        "-"
      };
      String told = ToolRun.of(List.of(command)).requireSuccess("measuring loudness");
      Matcher measured = LOUDNESS.matcher(told.substring(Math.max(0, told.lastIndexOf("Summary"))));
      return measured.find()
          ? CheckResult.of(
              Math.abs(Double.parseDouble(measured.group(1)) - wanted) < OFF_LUFS,
              measured.group(1) + " LUFS")
          : CheckResult.unknown("our ffmpeg does not measure it");
    } finally {
      Files.delete(in);
    }
  }

  /** Whether the upper half of a film is red and the lower one blue. */
  CheckResult redAboveBlue(Seen answer, Rendition ordered) throws IOException {
    if (answer.status() != 200) {
      return CheckResult.missing(answer.words());
    }
    MediaCheck.Findings found = check.check(answer.body());
    boolean size = found.width() == ordered.width() && found.height() == ordered.height();
    byte[] halves = halves(answer.body());
    boolean colours = isRed(halves, 0) && isBlue(halves, 3);
    return CheckResult.of(
        size && colours,
        found.width() + "x" + found.height() + (colours ? ", upright" : ", lying"));
  }

  /** The mean colours of its upper and lower half, RGB each. */
  private byte[] halves(byte[] film) throws IOException {
    Path in = Files.createTempFile("check-server", ".mp4");
    Path out = Files.createTempFile("check-server", ".rgb");
    try {
      Files.write(in, film);
      String[] command = {
        tools.ffmpeg().toString(),
        "-v",
        "error",
        "-y",
        "-i",
        in.toString(),
        "-frames:v",
        "1",
        "-vf",
        "scale=1:2:flags=area",
        "-pix_fmt",
        "rgb24",
        "-f",
        "rawvideo",
        out.toString()
      };
      ToolRun.of(List.of(command)).requireSuccess("looking at a picture");
      return Files.readAllBytes(out);
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static boolean isRed(byte[] rgb, int at) {
    return (rgb[at] & 0xff) > 2 * (rgb[at + 2] & 0xff);
  }

  private static boolean isBlue(byte[] rgb, int at) {
    return (rgb[at + 2] & 0xff) > 2 * (rgb[at] & 0xff);
  }
}
