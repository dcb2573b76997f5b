package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;

/**
 * One form of a stream's sound: a track of the source in a codec, in stereo or 5.1.
 *
 * @param name in addresses, {@code [A-Za-z0-9._-]{1,64}}, unique in its stream
 * @param codec AAC or Opus
 * @param bitRate bits per second
 * @param track which of the source's tracks of sound, from 0 as they lie in it; -1 = the default
 *     one
 * @param language BCP 47, such as {@code en}; empty = not known
 * @param label what viewers see; not empty
 * @param preferred whether it is what is heard unless another one is chosen
 * @param channels 2, or 6: left, right, centre, low frequencies, left and right behind
 */
public record Sound(
    String name,
    AudioCodec codec,
    int bitRate,
    int track,
    String language,
    String label,
    boolean preferred,
    int channels) {
  /** What is taken where nobody says. */
  public static final int USUAL_BITS = 128_000;

  /** The same of 5.1. */
  public static final int SURROUND_BITS = 384_000;

  /** The channels of 5.1. */
  public static final int SURROUND = 6;

  private static final int STEREO = 2;

  public Sound {
    StreamNames.check(name);
    if (channels != STEREO && channels != SURROUND) {
      throw new IllegalArgumentException("channels: " + channels + " (expected: 2 or 6)");
    }
  }

  /** One in stereo. */
  public Sound(
      String name,
      AudioCodec codec,
      int bitRate,
      int track,
      String language,
      String label,
      boolean preferred) {
    this(name, codec, bitRate, track, language, label, preferred, STEREO);
  }

  /** Whether it is in 5.1. */
  public boolean isSurround() {
    return channels == SURROUND;
  }

  /** The name of those forms of which a player that can play one of them can play all. */
  String group() {
    return isSurround() ? codec.token() + "-surround" : codec.token();
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
