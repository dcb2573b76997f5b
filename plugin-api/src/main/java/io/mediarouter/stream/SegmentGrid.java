package io.mediarouter.stream;

import java.time.Duration;

/**
 * The grid of where each segment of a stream's picture begins and ends: in whole frames, so that
 * segments that are made alone, in any order, anywhere, fit together. Segment n has the frames from
 * n times {@code framesPerSegment} on; the last one has the rest. A segment lasts a whole number of
 * milliseconds, but for the last one. Sound and other rates follow this grid, see {@link SoundGrid}
 * and {@link #at}.
 *
 * @param rate frames per second
 * @param framesPerSegment number of frames of each segment but the last, at least 1
 * @param totalFrames number of frames of all, at least 1
 */
public record SegmentGrid(FrameRate rate, int framesPerSegment, long totalFrames) {
  public SegmentGrid {
    if (framesPerSegment < 1 || totalFrames < 1) {
      throw new IllegalArgumentException(
          "grid: " + framesPerSegment + " of " + totalFrames + " frames (expected: >= 1)");
    }
  }

  /**
   * The grid of a source.
   *
   * @param segmentSeconds about how long a segment is to be, 1..30; of 23.976 and its like it is a
   *     thousandth longer
   * @param duration how long the longest track plays
   */
  public static SegmentGrid of(FrameRate rate, int segmentSeconds, Duration duration) {
    int perSecond = rate.seconds() == 1 ? rate.frames() : rate.frames() / 1000;
    long total = Math.round(duration.toMillis() * (double) rate.frames() / rate.seconds() / 1000);
    return new SegmentGrid(rate, perSecond * segmentSeconds, Math.max(1, total));
  }

  /**
   * The same segments in another rate that divides them into whole frames.
   *
   * @throws IllegalArgumentException if it does not
   */
  public SegmentGrid at(FrameRate other) {
    if (other.seconds() != rate.seconds()) {
      throw new IllegalArgumentException("rate: " + other + " (expected: as " + rate + ")");
    }
    long frames = (long) framesPerSegment * other.frames();
    if (frames % rate.frames() != 0) {
      throw new IllegalArgumentException(
          "rate: " + other + " (expected: whole frames of " + framesPerSegment + " at " + rate);
    }
    long total = ceilDiv(totalFrames * other.frames(), rate.frames());
    return new SegmentGrid(other, (int) (frames / rate.frames()), total);
  }

  /** Number of segments, at least 1. */
  public int count() {
    return (int) ceilDiv(totalFrames, framesPerSegment);
  }

  static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Whether there is a segment of this number. */
  public boolean has(int segment) {
    return segment >= 0 && segment < count();
  }

  /** The first frame of a segment; of the number behind the last one, the end of all. */
  public long firstFrame(int segment) {
    return Math.min((long) segment * framesPerSegment, totalFrames);
  }

  /** Number of frames from one segment on, in so many segments. */
  public long frames(int first, int segments) {
    return firstFrame(first + segments) - firstFrame(first);
  }

  /** When a segment's first frame is decoded (its {@code tfdt}), ticks of the rate's timescale. */
  public long startTicks(int segment) {
    return firstFrame(segment) * rate.frameTicks();
  }

  /** When a segment begins, seconds. */
  public double startSeconds(int segment) {
    return seconds(firstFrame(segment));
  }

  /** When a segment begins, milliseconds; exact, but for the end of all. */
  public long startMillis(int segment) {
    return Math.round(startSeconds(segment) * 1000);
  }

  /** How long a segment is, seconds. */
  public double durationSeconds(int segment) {
    return seconds(frames(segment, 1));
  }

  /** How long each segment but the last one is, milliseconds. */
  public int segmentMillis() {
    return (int) Math.round(seconds(framesPerSegment) * 1000);
  }

  /** How long all is, seconds. */
  public double totalSeconds() {
    return seconds(totalFrames);
  }

  /** The segment that is shown at a time; the first and the last one take what is outside. */
  public int segmentAt(double seconds) {
    long frame = (long) Math.floor(seconds * rate.frames() / rate.seconds() + 1e-6);
    return (int) Math.max(0, Math.min(count() - 1L, frame / framesPerSegment));
  }

  private double seconds(long frames) {
    return (double) frames * rate.seconds() / rate.frames();
  }
}
