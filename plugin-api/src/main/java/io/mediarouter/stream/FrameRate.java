package io.mediarouter.stream;

import java.util.stream.IntStream;

/**
 * A constant frame rate as the fraction that it is: {@code frames} in {@code seconds}, such as
 * 24000/1001 for what is called 23.976.
 *
 * @param frames number of frames, 1..240, or 1000..240000 in 1001 seconds
 * @param seconds 1 or 1001
 */
public record FrameRate(int frames, int seconds) {
  private static final int NTSC = 1001;
  private static final int FASTEST = 240;
  private static final int LEAST_TIMESCALE = 10_000;

  /** How far a rate that was measured may be from the one that it is, of one. */
  private static final double TOLERANCE = 0.0004;

  /** What is called 23.976, 29.97 and so on; 24 and its like are whole. */
  private static final int[] NTSC_RATES = {12, 15, 24, 30, 48, 60, 120, 240};

  /** What a source without one rate is brought to: the next of these. */
  private static final int[] USUAL = {5, 10, 12, 15, 24, 25, 30, 48, 50, 60, 100, 120, 240};

  /** What is taken where nobody tells. */
  private static final FrameRate UNKNOWN = new FrameRate(25, 1);

  public FrameRate {
    boolean whole = seconds == 1 && frames >= 1 && frames <= FASTEST;
    boolean ntsc = seconds == NTSC && frames % 1000 == 0 && frames >= 1000;
    if (!whole && !(ntsc && frames <= FASTEST * 1000)) {
      throw new IllegalArgumentException(
          "rate: " + frames + "/" + seconds + " (expected: 1..240, or 1000..240000 in 1001 s)");
    }
  }

  /**
   * The rate that a source is shown at: its own, or the next usual one above the mean of a source
   * whose frames come at different distances.
   *
   * @param milliFps frames per 1,000 seconds in the mean; 0 = not known
   */
  public static FrameRate of(int milliFps) {
    if (milliFps <= 0) {
      return UNKNOWN;
    }
    double fps = milliFps / 1000.0;
    for (int ntsc : NTSC_RATES) {
      if (isNear(fps, ntsc * 1000.0 / NTSC)) {
        return new FrameRate(ntsc * 1000, NTSC);
      }
    }
    int whole = (int) Math.max(1, Math.min(FASTEST, Math.round(fps)));
    return isNear(fps, whole) ? new FrameRate(whole, 1) : usual(fps);
  }

  private static boolean isNear(double measured, double rate) {
    return Math.abs(measured / rate - 1) < TOLERANCE;
  }

  private static FrameRate usual(double fps) {
    double twice = 2 * fps;
    if (twice <= FASTEST && isNear(twice, Math.rint(twice))) {
      return new FrameRate((int) Math.rint(twice), 1);
    }
    int next = IntStream.of(USUAL).filter(each -> each >= fps).findFirst().orElse(FASTEST);
    return new FrameRate(next, 1);
  }

  /**
   * The nearest rate that is not above the most: a whole part of this where there is one of at
   * least half the most.
   *
   * @param mostMilliFps frames per 1,000 seconds; 0 = any
   */
  public FrameRate cappedAt(int mostMilliFps) {
    if (mostMilliFps <= 0 || milliFps() <= mostMilliFps) {
      return this;
    }
    int unit = seconds == NTSC ? 1000 : 1;
    int parts = (int) Math.ceil(milliFps() / (double) mostMilliFps);
    boolean even = frames / unit % parts == 0;
    boolean close = 2L * milliFps() / parts >= mostMilliFps;
    int most = even && close ? frames / unit / parts : Math.max(1, mostMilliFps / 1000);
    return new FrameRate(most * unit, seconds);
  }

  /** Frames per 1,000 seconds, rounded down. */
  public int milliFps() {
    return (int) (1000L * frames / seconds);
  }

  /** Frames per second. */
  public double perSecond() {
    return (double) frames / seconds;
  }

  /** Ticks per second of the tracks of this rate, in which each frame lasts a whole number. */
  public int timescale() {
    return frames * ticksFactor();
  }

  /** How long a frame lasts, ticks of {@link #timescale()}. */
  public int frameTicks() {
    return seconds * ticksFactor();
  }

  private int ticksFactor() {
    return Math.max(1, (LEAST_TIMESCALE + frames - 1) / frames);
  }

  /** The fraction: {@code 25} or {@code 24000/1001}. */
  @Override
  public String toString() {
    return seconds == 1 ? Integer.toString(frames) : frames + "/" + seconds;
  }
}
