package io.mediarouter.harness.farm.ffmpeg;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a running ffmpeg.
 *
 * @param mediaSeconds seconds of output made so far, 0 for a still picture
 * @param sourceSeconds length of the source; null while unknown
 */
public record Progress(double mediaSeconds, @Nullable Double sourceSeconds) {
  static final Progress NONE = new Progress(0, null);
}
