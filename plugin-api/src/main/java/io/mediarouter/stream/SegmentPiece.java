package io.mediarouter.stream;

import io.mediarouter.container.Piece;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoStream;
import java.math.BigInteger;
import java.util.Objects;

/**
 * A segment as a server makes it that makes renditions and knows nothing of streams: which piece of
 * the source is asked of it, and how what it makes becomes the segment.
 *
 * @param track whose segment it is
 * @param number which
 * @param source what it is of
 */
public record SegmentPiece(StreamTrack track, int number, SourceProperties source) {
  private static final int AAC_SAMPLES = 1024;

  /** The encoder's frames before and after a segment of sound, without which borders click. */
  private static final int BEFORE = 2;

  private static final int AFTER = 3;
  private static final int SHORTEST_MILLIS = 10;

  /** What is asked for of sound that has ended is the end of it: then there is something. */
  private static final int LAST_MILLIS = 1000;

  /** The piece that is asked for: an MP4 of the picture, an M4A of the sound. */
  public Rendition rendition() {
    return track.rung() != null
        ? picture(track.rung())
        : sound(Objects.requireNonNull(track.sound()));
  }

  /**
   * The segment that such a piece becomes.
   *
   * @param made all of it, which is not changed any more
   * @throws io.mediarouter.container.MalformedSegmentsException if it is no such piece
   */
  public Piece.Segment cut(byte[] made) {
    Piece piece = Piece.of(made);
    Rung rung = track.rung();
    if (rung == null) {
      int rate = piece.sampleRate();
      double start = rendition().startMillis() / 1000.0;
      return piece.sound(number, start, border(number, rate), border(number + 1, rate));
    }
    SegmentGrid grid = track.grid().at(rung.rate());
    return piece.pictures(
        number,
        grid.startTicks(number),
        (int) grid.frames(number, 1),
        rung.rate().frameTicks(),
        rung.rate().timescale());
  }

  /**
   * It begins a quarter of a picture early, so that no rounding loses its first one; where the
   * source has no picture any more, with its last one.
   */
  private Rendition picture(Rung rung) {
    SegmentGrid grid = track.grid().at(rung.rate());
    VideoStream video = source.video();
    int milliFps = video == null || video.milliFps() <= 0 ? 0 : video.milliFps();
    long early = milliFps == 0 ? 0 : 250_000 / Math.max(milliFps, rung.rate().milliFps());
    long start = Math.max(0, track.grid().startMillis(number) - early);
    long duration = Math.round(grid.durationSeconds(number) * 1000);
    long end = source.extent().video().toMillis();
    long last = end - 1_500_000 / Math.max(1000, milliFps);
    if (end > 0 && start > last) {
      duration += start - Math.max(0, last);
      start = Math.max(0, last);
    }
    return new Rendition(
        Format.MP4,
        rung.codec(),
        null,
        rung.width(),
        rung.height(),
        Fit.INSIDE,
        rung.rate().milliFps(),
        rung.bitRate(),
        0,
        0,
        start,
        Math.max(SHORTEST_MILLIS, duration));
  }

  /** It begins where a whole millisecond and a frame of the encoder fall together. */
  private Rendition sound(Sound sound) {
    AudioStream audio = source.audio();
    int rate =
        audio == null || audio.sampleRate() <= 0 ? SoundGrid.SAMPLE_RATE : audio.sampleRate();
    long first = border(number, rate) - BEFORE;
    long end = source.extent().audio().toMillis();
    if (end > 0 && millis(first, rate) > end - LAST_MILLIS / 4) {
      first = (end - LAST_MILLIS) * rate / 1000 / AAC_SAMPLES;
    }
    long unit = rate / gcd(rate, 1000 * AAC_SAMPLES);
    long start = millis(Math.max(0, first) / unit * unit, rate);
    long stop = millis(border(number + 1, rate) + AFTER, rate) + 1;
    return new Rendition(
        Format.M4A,
        null,
        AudioCodec.AAC,
        0,
        0,
        Fit.INSIDE,
        0,
        0,
        sound.bitRate(),
        0,
        start,
        Math.max(SHORTEST_MILLIS, stop - start),
        Treatment.ofTrack(sound.track() + 1));
  }

  private static long gcd(int one, int other) {
    return BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValue();
  }

  private static long millis(long frame, int rate) {
    return frame * AAC_SAMPLES * 1000 / rate;
  }

  /** The encoder's frame with which a segment begins, of sound at any rate; the end behind all. */
  private long border(int segment, int rate) {
    SegmentGrid grid = track.grid();
    if (segment < grid.count()) {
      return Math.round(grid.startSeconds(segment) * rate / AAC_SAMPLES);
    }
    long end = (long) Math.ceil(grid.totalSeconds() * rate / AAC_SAMPLES - 1e-9);
    return Math.max(border(grid.count() - 1, rate) + 1, end);
  }
}
