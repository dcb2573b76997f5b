package io.mediarouter.harness.farm.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The start of a command line: ffmpeg, and what binds and calms it.
 *
 * @param cpus CPU list for {@code taskset}; null: any CPU
 */
record Launch(Ffmpeg tools, @Nullable String cpus) {
  /**
   * The program with what it tells of itself.
   *
   * @param device options of the hardware that encodes
   */
  List<String> program(Speed speed, List<String> device) {
    List<String> arguments = new ArrayList<>(wrappers(speed));
    arguments.add(tools.ffmpeg().toString());
    arguments.addAll(
        List.of("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-benchmark"));
    arguments.addAll(List.of("-progress", "pipe:2", "-stats_period", "0.25"));
    arguments.addAll(device);
    return arguments;
  }

  private List<String> wrappers(Speed speed) {
    List<String> wrappers = new ArrayList<>();
    if (cpus != null) {
      String program =
          Programs.onPath("taskset")
              .map(Path::toString)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "cpus: " + cpus + " (expected: taskset on PATH)"));
      wrappers.addAll(List.of(program, "-c", cpus));
    }
    Optional<Path> nice = speed == Speed.SLOW ? Programs.onPath("nice") : Optional.empty();
    nice.ifPresent(program -> wrappers.addAll(List.of(program.toString(), "-n", "10")));
    return wrappers;
  }
}
