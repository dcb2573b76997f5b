package io.mediarouter.harness.farm.ffmpeg;

import java.util.List;

/**
 * No ffmpeg that starts was found; the message names every place that was tried and why it was
 * refused.
 */
final class FfmpegNotFoundException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  FfmpegNotFoundException(List<String> tried) {
    super(
        "no usable ffmpeg (expected: one that answers -version with exit code 0); tried: "
            + String.join("; ", tried));
  }
}
