package io.mediarouter.harness.farm.ffmpeg;

import java.util.List;

/**
 * The input options that keep ffmpeg and ffprobe from opening anything but the one address given to
 * them: the demuxer is forced (no playlist is ever recognised) and only plain HTTP over TCP may be
 * used.
 */
final class SafeInput {
  private static final String STALL_MICROS = "20000000";

  private SafeInput() {}

  static List<String> options(ContainerFormat container) {
    return List.of(
        "-protocol_whitelist", "http,tcp", "-rw_timeout", STALL_MICROS, "-f", container.demuxer());
  }
}
