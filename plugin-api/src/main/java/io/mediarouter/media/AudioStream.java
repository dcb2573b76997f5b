package io.mediarouter.media;

/**
 * The sound of a source.
 *
 * @param codec name of the codec as probed, such as {@code aac}; any codec, not only those we make
 * @param channels number of channels, at least 1
 * @param sampleRate samples per second; 0 where the source does not tell
 * @param bitRate bits per second; 0 where the source does not tell
 * @param rare whether few players play it as it is meant: it is of a profile that few decode, or
 *     its container plays only parts of it
 */
public record AudioStream(String codec, int channels, int sampleRate, long bitRate, boolean rare) {
  /** Sound that players decode. */
  public AudioStream(String codec, int channels, int sampleRate, long bitRate) {
    this(codec, channels, sampleRate, bitRate, false);
  }
}
