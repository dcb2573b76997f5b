package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;

/**
 * One form of a stream's sound: a track of the source in a codec, in stereo.
 *
 * @param name in addresses, {@code [A-Za-z0-9._-]{1,64}}, unique in its stream
 * @param codec AAC or Opus
 * @param bitRate bits per second
 * @param track which of the source's tracks of sound, from 0 as they lie in it; -1 = the default
 *     one
 * @param language BCP 47, such as {@code en}; empty = not known
 * @param label what viewers see; not empty
 * @param preferred whether it is what is heard unless another one is chosen
 */
public record Sound(
    String name,
    AudioCodec codec,
    int bitRate,
    int track,
    String language,
    String label,
    boolean preferred) {
  /** What is taken where nobody says. */
  public static final int USUAL_BITS = 128_000;

  public Sound {
    StreamNames.check(name);
  }

  /** The name of its coding (RFC 6381). */
  public String codecs() {
    return switch (codec) {
      case AAC -> "mp4a.40.2";
      case OPUS -> "opus";
      case MP3 -> "mp4a.6b";
    };
  }
}
