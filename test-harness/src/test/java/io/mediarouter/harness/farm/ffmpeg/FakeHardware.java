package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * An ffmpeg of a machine whose graphics processor has NVENC with a single session, played by
 * libx264; it has neither VA-API nor Quick Sync. What else is asked of it the real one does.
 */
public final class FakeHardware {
  private static final String SCRIPT =
      """
      #!/bin/sh
      nvenc=no
      left=$#
      while [ $left -gt 0 ]; do
        word=$1
        shift
        left=$((left - 1))
        case $word in
          h264_nvenc) nvenc=yes; set -- "$@" libx264 ;;
          p[1-7]) set -- "$@" veryfast ;;
          -cq) set -- "$@" -crf ;;
          -rc) shift; left=$((left - 1)) ;;
          h264_qsv) QSV ;;
          -vaapi_device)
            echo '[AVHWDeviceContext @ 0x5] [error] No VA display found for device /dev/x.' >&2
            exit 1 ;;
          *scale=32:*) small=yes; set -- "$@" "$word" ;;
          *) set -- "$@" "$word" ;;
        esac
      done
      if [ $nvenc = yes ]; then
        exec 9>>'FOLDER/session'
        if ! flock -n 9; then
          echo '[h264_nvenc @ 0x5] [error] OpenEncodeSessionEx failed: out of memory (10): (no details)' >&2
          echo '[error] Error initializing output stream 0:0 -- Error while opening encoder' >&2
          exit 1
        fi
        if [ "$small" = yes ]; then
          echo '[h264_nvenc @ 0x5] [error] Frame Dimension less than the minimum supported value.' >&2
          exit 1
        fi
        echo encoded >&9
      fi
      exec 'REAL' "$@"
      """;

  /** How Quick Sync fails where there is none. */
  public static final String QSV_IS_ABSENT =
      "echo '[h264_qsv @ 0x5] [error] Error initializing an internal MFX session' >&2; exit 1";

  private final Path folder;
  private final Ffmpeg tools;

  private FakeHardware(Path folder) {
    this.folder = folder;
    this.tools = Ffmpeg.locate(folder);
  }

  /**
   * @param folder where it and its session lie
   * @param qsv what it does when it is to encode with Quick Sync
   */
  public static FakeHardware in(Path folder, String qsv, Ffmpeg real) throws IOException {
    Path program = folder.resolve("ffmpeg");
    Files.writeString(
        program,
        SCRIPT
            .replace("QSV", qsv)
            .replace("FOLDER", folder.toString())
            .replace("REAL", real.ffmpeg().toString()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("ffprobe"), real.ffprobe());
    return new FakeHardware(folder);
  }

  public Ffmpeg tools() {
    return tools;
  }

  /** How often NVENC has begun to encode. */
  public int encoded() throws IOException {
    return Files.readAllLines(folder.resolve("session")).size();
  }
}
