package io.mediarouter.harness.farm.ffmpeg;

import org.jspecify.annotations.Nullable;

/**
 * A key frame of a source, from which its picture can be copied.
 *
 * @param shown when it is shown, seconds after the beginning of the source
 * @param decoded when it is decoded, which is earlier where pictures are out of order; null: the
 *     container does not tell
 */
public record KeyFrame(double shown, @Nullable Double decoded) {}
