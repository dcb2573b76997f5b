package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * A usable pair of {@code ffmpeg} and {@code ffprobe} programs.
 *
 * @param ffmpeg path of a program that answered {@code -version} with exit code 0
 * @param ffprobe path of the ffprobe beside it
 */
public record Ffmpeg(Path ffmpeg, Path ffprobe) {
  private static final int VERSION_TIMEOUT_SECONDS = 20;

  /**
   * Finds ffmpeg: the configured path first, then {@code PATH}, then the programs packed in the
   * bytedeco jar on the class path. A candidate counts only if {@code -version} exits with 0 for
   * both programs.
   *
   * @param configured an ffmpeg program, or a folder that holds ffmpeg and ffprobe; null to search
   * @throws FfmpegNotFoundException if none starts
   */
  public static Ffmpeg locate(@Nullable Path configured) {
    List<String> tried = new ArrayList<>();
    return tryConfigured(configured, tried)
        .or(() -> configured == null ? tryPath(tried) : Optional.empty())
        .or(() -> configured == null ? tryBundled(tried) : Optional.empty())
        .orElseThrow(() -> new FfmpegNotFoundException(tried));
  }

  private static Optional<Ffmpeg> tryConfigured(@Nullable Path configured, List<String> tried) {
    if (configured == null) {
      return Optional.empty();
    }
    Path program = Files.isDirectory(configured) ? configured.resolve("ffmpeg") : configured;
    return accept("configured", program, tried);
  }

  private static Optional<Ffmpeg> tryPath(List<String> tried) {
    Optional<Path> found = Programs.onPath("ffmpeg");
    if (found.isEmpty()) {
      tried.add("PATH (no ffmpeg there)");
    }
    return found.flatMap(program -> accept("PATH", program, tried));
  }

  private static Optional<Ffmpeg> tryBundled(List<String> tried) {
    try {
      Callable<String> extract = () -> Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
      String program = extract.call();
      Loader.load(org.bytedeco.ffmpeg.ffprobe.class);
      return accept("bytedeco jar", Path.of(program), tried);
    } catch (Exception | LinkageError e) {
      tried.add("bytedeco jar (" + e + ")");
      return Optional.empty();
    }
  }

  private static Optional<Ffmpeg> accept(String place, Path program, List<String> tried) {
    Path probe = program.resolveSibling("ffprobe");
    for (Path each : List.of(program, probe)) {
      String refusal = refusal(each);
      if (!refusal.isEmpty()) {
        tried.add(place + " " + each + " (" + refusal + ")");
        return Optional.empty();
      }
    }
    return Optional.of(new Ffmpeg(program, probe));
  }

  private static String refusal(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "-version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(VERSION_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "-version did not end within " + VERSION_TIMEOUT_SECONDS + " s";
      }
      return process.exitValue() == 0 ? "" : "-version exited with " + process.exitValue();
    } catch (IOException e) {
      return "cannot be started";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
