package io.mediarouter.harness.bench.estimate;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.FfmpegProcess;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Real transcodes of two-second pieces, each by one ffmpeg on one thread, measured by the kernel.
 */
final class TranscodeMeasurement {
  static final List<String> TITLES =
      List.of(
          "asset",
          "segment",
          "operation",
          "source_width",
          "source_height",
          "source_fps",
          "source_bit_rate",
          "duration",
          "vcodec",
          "width",
          "height",
          "fps",
          "vb",
          "cpu_seconds",
          "wall_seconds");
  static final int PIECE_SECONDS = 2;
  private static final double NANOS = 1e9;

  private final Ffmpeg tools;
  private final Path folder;
  private final LongSupplier nanos;

  /**
   * Measurements with those tools.
   *
   * @param folder where clips are made
   * @param nanos a clock that never goes back, nanoseconds
   */
  TranscodeMeasurement(Ffmpeg tools, Path folder, LongSupplier nanos) {
    this.tools = tools;
    this.folder = folder;
    this.nanos = nanos;
  }

  /** Makes a clip, to be measured after. */
  void make(SceneClip clip) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(List.of(tools.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(clip.arguments());
    command.add(path(clip).toString());
    ToolRun.of(command).requireSuccess("making " + clip.name());
  }

  /** The row of one piece under one conversion, in the order of {@link #TITLES}. */
  List<String> measure(SceneClip clip, int piece, Conversion conversion)
      throws IOException, InterruptedException {
    long begin = nanos.getAsLong();
    double cpu = transcode(clip, piece, conversion);
    double wall = (nanos.getAsLong() - begin) / NANOS;
    return List.of(
        clip.name(),
        Integer.toString(piece),
        conversion.token(),
        Integer.toString(clip.width()),
        Integer.toString(clip.height()),
        Integer.toString(clip.fps()),
        Long.toString(Files.size(path(clip)) * 8 / clip.seconds()),
        Integer.toString(PIECE_SECONDS),
        conversion.codec(),
        Integer.toString(conversion.widthOf(clip)),
        Integer.toString(conversion.heightOf(clip)),
        Integer.toString(conversion.fpsOf(clip)),
        conversion.bitRate() == 0 ? "" : Integer.toString(conversion.bitRate()),
        String.format(Locale.ROOT, "%.3f", cpu),
        String.format(Locale.ROOT, "%.3f", wall));
  }

  private double transcode(SceneClip clip, int piece, Conversion conversion)
      throws IOException, InterruptedException {
    try (FfmpegProcess process = FfmpegProcess.start(command(clip, piece, conversion))) {
      int code = process.awaitExit();
      if (code != 0) {
        throw new IOException("ffmpeg: exit code " + code + " " + process.lastWords().orElse(""));
      }
      return process.cpuSeconds();
    }
  }

  private List<String> command(SceneClip clip, int piece, Conversion conversion) {
    var command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-nostdin", "-nostats"));
    command.addAll(List.of("-loglevel", "level+info", "-benchmark", "-threads", "1"));
    command.addAll(List.of("-ss", Integer.toString(piece * PIECE_SECONDS)));
    command.addAll(List.of("-t", Integer.toString(PIECE_SECONDS), "-i", path(clip).toString()));
    command.addAll(conversion.arguments());
    command.addAll(List.of("-filter_threads", "1", "-threads", "1", "-an", "-f", "null", "-"));
    return command;
  }

  private Path path(SceneClip clip) {
    return folder.resolve(clip.name() + ".mp4");
  }
}
