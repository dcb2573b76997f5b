package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;

/**
 * The grid of where each segment of a stream's sound begins and ends: at the encoder's frame
 * nearest to where the picture's does, so that lengths alternate by a frame. Sound lasts as long as
 * the picture, with silence where the source has none.
 *
 * @param pictures the grid that it follows
 * @param frameSamples samples of an encoder's frame: 1024 of AAC, 960 of Opus
 */
public record SoundGrid(SegmentGrid pictures, int frameSamples) {
  /** Samples per second of all sound. */
  public static final int SAMPLE_RATE = 48_000;

  /** The grid of sound in a codec. */
  public static SoundGrid of(SegmentGrid pictures, AudioCodec codec) {
    return new SoundGrid(pictures, samples(codec));
  }

  private static int samples(AudioCodec codec) {
    return switch (codec) {
      case AAC -> 1024;
      case OPUS -> 960;
      case MP3 -> throw new IllegalArgumentException("acodec: mp3 (expected: aac, opus)");
    };
  }

  /** The encoder's frame with which a segment begins; of the number behind the last, the end. */
  public long firstFrame(int segment) {
    int count = pictures.count();
    if (segment < count) {
      return border(segment);
    }
    long samples = samples(pictures.totalFrames());
    return Math.max(border(count - 1) + 1, SegmentGrid.ceilDiv(samples, frameSamples));
  }

  private long border(int segment) {
    return Math.round((double) samples(pictures.firstFrame(segment)) / frameSamples);
  }

  private long samples(long frames) {
    FrameRate rate = pictures.rate();
    return SegmentGrid.ceilDiv(frames * rate.seconds() * SAMPLE_RATE, rate.frames());
  }

  /** Number of the encoder's frames from one segment on, in so many segments. */
  public long frames(int first, int segments) {
    return firstFrame(first + segments) - firstFrame(first);
  }

  /** When a segment begins (its {@code tfdt}), samples. */
  public long startSamples(int segment) {
    return firstFrame(segment) * frameSamples;
  }

  /** How long a segment is, samples. */
  public long samples(int segment) {
    return frames(segment, 1) * frameSamples;
  }

  /** How long a segment is, seconds. */
  public double durationSeconds(int segment) {
    return (double) samples(segment) / SAMPLE_RATE;
  }
}
