package io.mediarouter.harness.farm.ffmpeg;

/**
 * The loudness of sound by EBU R 128.
 *
 * @param integrated LUFS over all of it; not finite where it is silent
 * @param truePeak dBFS; not finite where it is silent
 */
public record Loudness(double integrated, double truePeak) {
  private static final double HIGHEST_PEAK = -1;

  /** Below this it is noise that nobody wants to hear louder. */
  private static final double SILENCE = -69;

  /** What has to be added to come to {@code target} LUFS without clipping, dB. */
  public double gainTo(int target) {
    return integrated > SILENCE && Double.isFinite(truePeak)
        ? Math.min(target - integrated, HIGHEST_PEAK - truePeak)
        : 0;
  }
}
