package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out which H.264 encoders work on this machine, by encoding a picture with each: that ffmpeg
 * lists one says nothing of the processor and driver that it needs.
 */
public final class EncoderTrials {
  /** Stands for all encoders that are known, best first. */
  public static final String AUTO = "auto";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Ffmpeg tools;
  private final List<H264Encoder> known;
  private final Duration limit;

  /**
   * @param vaapiDevice the render node that VAAPI is to use
   */
  public EncoderTrials(Ffmpeg tools, Path vaapiDevice) {
    this(tools, vaapiDevice, LIMIT);
  }

  EncoderTrials(Ffmpeg tools, Path vaapiDevice, Duration limit) {
    this.tools = tools;
    this.known = H264Encoder.all(vaapiDevice);
    this.limit = limit;
  }

  /**
   * Tries all that are named and gives the first that works.
   *
   * @param names of encoders, best first, or {@value #AUTO}
   * @param log told of each that does not work why, and which is taken
   * @throws IllegalArgumentException if a name is not known
   * @throws IllegalStateException if none works
   */
  public H264Encoder choose(List<String> names, Consumer<String> log) {
    List<H264Encoder> working = new ArrayList<>();
    for (H264Encoder each : named(names)) {
      failure(each)
          .ifPresentOrElse(
              why -> log.accept(each.name() + " is absent: " + why), () -> working.add(each));
    }
    if (working.isEmpty()) {
      throw new IllegalStateException(
          "encoders: none of "
              + String.join(",", names)
              + " can encode a picture with "
              + tools.ffmpeg()
              + " (expected: one that can, such as libx264)");
    }
    log.accept("H.264 is encoded with " + working.get(0).name());
    return working.get(0);
  }

  private List<H264Encoder> named(List<String> names) {
    return names.equals(List.of(AUTO)) ? known : names.stream().map(this::named).toList();
  }

  private H264Encoder named(String name) {
    return known.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "encoders: "
                        + name
                        + " (expected: "
                        + AUTO
                        + ", or a list of "
                        + String.join(",", known.stream().map(H264Encoder::name).toList())
                        + ")"));
  }

  /** Why it does not work, in ffmpeg's last words; empty: it does. */
  private Optional<String> failure(H264Encoder encoder) {
    try {
      FfmpegProcess process = FfmpegProcess.start(command(encoder));
      if (!process.awaitExit(limit)) {
        // Not waited for: a driver that hangs may not even let it be killed.
        process.kill();
        return Optional.of("it took longer than " + limit.toMillis() / 1000.0 + " s");
      }
      int code = process.awaitExit();
      return code == 0
          ? Optional.empty()
          : Optional.of(process.lastWords().orElse("ffmpeg ended with exit code " + code));
    } catch (IOException e) {
      return Optional.of("ffmpeg cannot be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private List<String> command(H264Encoder encoder) {
    List<String> command = new ArrayList<>();
    command.add(tools.ffmpeg().toString());
    command.addAll(List.of("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+error"));
    command.addAll(encoder.device());
    command.addAll(List.of("-f", "lavfi", "-i", "color=size=640x360:rate=25", "-frames:v", "1"));
    command.addAll(List.of("-vf", "format=yuv420p" + encoder.upload()));
    command.addAll(encoder.settings(Speed.FAST));
    command.addAll(encoder.quality());
    command.addAll(List.of("-f", "null", "-"));
    return command;
  }
}
