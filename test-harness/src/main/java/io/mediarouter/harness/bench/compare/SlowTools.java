package io.mediarouter.harness.bench.compare;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The programs of a slower server: an ffmpeg that does without the vector instructions of the
 * processor wherever it can be told to, as on an old machine, and costs more processor time.
 */
final class SlowTools {
  /** The encoder has a switch of its own; it is put before the output, the last argument. */
  private static final String WITHOUT_X264_VECTORS =
      """
      case " $* " in *" libx264 "*)
        count=$#
        for argument; do
          shift
          count=$((count - 1))
          [ $count -gt 0 ] || set -- "$@" -x264-params asm=0
          set -- "$@" "$argument"
        done
      esac
      """;

  private SlowTools() {}

  /** Makes a folder with them. */
  static Path in(Path parent, Ffmpeg tools) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("slow-tools"));
    script(folder.resolve("ffmpeg"), WITHOUT_X264_VECTORS, quoted(tools.ffmpeg()) + " -cpuflags 0");
    script(folder.resolve("ffprobe"), "", quoted(tools.ffprobe()));
    return folder;
  }

  private static void script(Path file, String before, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + before + "exec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String quoted(Path program) {
    return "'" + program.toString().replace("'", "'\\''") + "'";
  }
}
