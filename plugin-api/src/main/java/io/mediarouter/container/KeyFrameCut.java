package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The picture of an ordinary MP4 cut at its own key frames into segments, which are its very
 * samples: nothing is decoded. All of it is known from the head of the file, so that lengths, rates
 * and the name of the coding are told before any media is read.
 */
public final class KeyFrameCut {
  /** A segment is at least that share of the length wanted, where key frames allow. */
  private static final double LEAST_SHARE = 0.85;

  /** So many times the length wanted a segment may be at the most. */
  private static final double MOST_SHARE = 3;

  /** How much what is shown may begin late or end early beside all of the film, seconds. */
  private static final double LACKING_SECONDS = 1;

  private static final int MOST_BYTES = 32 * 1024 * 1024;

  /** So much of other tracks may lie between, beside as much as the picture's own. */
  private static final int SPARE_BYTES = 1024 * 1024;

  /** Baseline, main, extended and high: what all players decode. */
  private static final List<String> PROFILES = List.of("42", "4d", "58", "64");

  private final CodedEntry entry;
  private final String codecs;
  private final int timescale;
  private final SampleTable table;
  private final long[] decoded;
  private final int[] borders;
  private final long[] starts;
  private final long shift;
  private final long[] lengths;

  private KeyFrameCut(PictureTrack track, double segmentSeconds, double filmSeconds) {
    this.entry = track.entry();
    this.codecs = track.codecs();
    this.timescale = track.timescale();
    this.table = track.table();
    this.shift = track.shift();
    this.decoded = new long[table.count() + 1];
    for (int i = 0; i < table.count(); i++) {
      decoded[i + 1] = decoded[i] + table.durations()[i];
    }
    this.borders = borders(segmentSeconds);
    this.starts = starts(filmSeconds);
    this.lengths = new long[count()];
    for (int n = 0; n < count(); n++) {
      lengths[n] = front(n).length + mediaBytes(n);
    }
  }

  /**
   * The cut of a film's picture.
   *
   * @param movie the box {@code moov} as a whole
   * @param segmentSeconds how long segments are to be
   * @param filmSeconds how long all of the film is shown: until then the last segment lasts, or
   *     players that have come to its end would wait for more, where the sound goes on
   * @return empty where it cannot be cut without decoding: it is no H.264 that all players decode,
   *     its samples are not told in the head, it is edited or turned, key frames are too far apart,
   *     what is shown before one needs what comes after it, or its media lies too far apart
   */
  public static Optional<KeyFrameCut> of(byte[] movie, double segmentSeconds, double filmSeconds) {
    try {
      return PictureTrack.of(Box.at(ByteBuffer.wrap(movie), 0, movie.length))
          .filter(track -> PROFILES.contains(track.codecs().substring(5, 7)))
          .map(track -> new KeyFrameCut(track, segmentSeconds, filmSeconds))
          .filter(cut -> cut.isClosed() && cut.isEven(segmentSeconds, filmSeconds));
    } catch (MalformedContainerException | IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private int[] borders(double segmentSeconds) {
    long least = (long) (segmentSeconds * LEAST_SHARE * timescale);
    List<Integer> found = new ArrayList<>();
    for (int i = table.syncs().nextSetBit(0); i >= 0; i = table.syncs().nextSetBit(i + 1)) {
      if (found.isEmpty() || shown(i) - shown(found.get(found.size() - 1)) >= least) {
        found.add(i);
      }
    }
    found.add(table.count());
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** When a sample is shown, ticks of the track from the film's beginning on. */
  private long shown(int sample) {
    return decoded[sample] + table.offsets()[sample] + shift;
  }

  /** The first segment has what is shown before its picture, and the last one ends with all. */
  private long[] starts(double filmSeconds) {
    long[] ticks = new long[borders.length];
    for (int i = 1; i < borders.length - 1; i++) {
      ticks[i] = shown(borders[i]);
    }
    ticks[borders.length - 1] = Math.max(end(), Math.round(filmSeconds * timescale));
    return ticks;
  }

  /** When the last of its pictures ends, ticks of the track. */
  private long end() {
    long end = 0;
    for (int i = 0; i < table.count(); i++) {
      end = Math.max(end, shown(i) + table.durations()[i]);
    }
    return end;
  }

  /** Whether nothing of a segment is shown before its key frame, or after the next one. */
  private boolean isClosed() {
    for (int n = 0; n < count(); n++) {
      long first = shown(borders[n]);
      long next = n + 1 < count() ? starts[n + 1] : Long.MAX_VALUE;
      for (int i = borders[n]; i < borders[n + 1]; i++) {
        if (shown(i) < first || shown(i) >= next) {
          return false;
        }
      }
    }
    return borders[0] == 0;
  }

  /** Whether the media of a segment comes in its order, with little between. */
  private boolean isInOrder(int segment) {
    List<Span> media = media(segment);
    for (int i = 1; i < media.size(); i++) {
      if (media.get(i).from() < media.get(i - 1).to()) {
        return false;
      }
    }
    long all = media.get(media.size() - 1).to() - media.get(0).from();
    return all <= 2 * mediaBytes(segment) + SPARE_BYTES;
  }

  private boolean isEven(double segmentSeconds, double filmSeconds) {
    double late = shown(0) / (double) timescale;
    double end = end() / (double) timescale;
    boolean whole = late > -0.05 && late < LACKING_SECONDS;
    boolean even = whole && Math.abs(end - filmSeconds) < LACKING_SECONDS && end > 0;
    for (int n = 0; even && n < count(); n++) {
      even =
          ticks(n) > 0
              && seconds(n) <= segmentSeconds * MOST_SHARE
              && mediaBytes(n) <= MOST_BYTES
              && isInOrder(n);
    }
    return even;
  }

  private long mediaBytes(int segment) {
    long bytes = 0;
    for (int i = borders[segment]; i < borders[segment + 1]; i++) {
      bytes += table.sizes()[i];
    }
    return bytes;
  }

  /** Number of segments, at least 1. */
  public int count() {
    return borders.length - 1;
  }

  /** Ticks per second of all times. */
  public int timescale() {
    return timescale;
  }

  /** How long a segment is, ticks. */
  public long ticks(int segment) {
    return starts[segment + 1] - starts[segment];
  }

  /** How long a segment is, seconds. */
  public double seconds(int segment) {
    return ticks(segment) / (double) timescale;
  }

  /** Pixels of the picture. */
  public int width() {
    return entry.width();
  }

  /** Pixels of the picture. */
  public int height() {
    return entry.height();
  }

  /** The name of its coding (RFC 6381), such as {@code avc1.64001e}. */
  public String codecs() {
    return codecs;
  }

  /** Frames per second in the mean. */
  public double frameRate() {
    return table.count() * (double) timescale / (decoded[table.count()] - decoded[0]);
  }

  /** Most bits per second of any segment, its head included. */
  public long peakBits() {
    long peak = 0;
    for (int n = 0; n < count(); n++) {
      peak = Math.max(peak, (long) Math.ceil(8 * lengths[n] / seconds(n)));
    }
    return peak;
  }

  /** Bits per second of all segments. */
  public long averageBits() {
    long bits = 0;
    for (int n = 0; n < count(); n++) {
      bits += 8 * lengths[n];
    }
    return Math.round(bits * (double) timescale / starts[count()]);
  }

  /** What a player reads before any segment. */
  public byte[] head() {
    return SegmentBoxes.head(entry.bytes(), timescale, width(), height());
  }

  /** How many bytes a segment has. */
  public long length(int segment) {
    return lengths[segment];
  }

  /** What of a segment comes before its media. */
  public byte[] front(int segment) {
    List<SegmentBoxes.Told> samples = new ArrayList<>();
    for (int i = borders[segment]; i < borders[segment + 1]; i++) {
      boolean sync = table.syncs().get(i);
      samples.add(new SegmentBoxes.Told(table.sizes()[i], table.durations()[i], offset(i), sync));
    }
    return SegmentBoxes.front(segment, decoded[borders[segment]] + lead(), samples);
  }

  /**
   * Bytes that lie side by side in the file.
   *
   * @param from where they begin
   * @param to where they end, exclusive
   */
  public record Span(long from, long to) {}

  /** Where the media of a segment lies in the file, in its order. */
  public List<Span> media(int segment) {
    List<Span> spans = new ArrayList<>();
    long from = table.places()[borders[segment]];
    long to = from;
    for (int i = borders[segment]; i < borders[segment + 1]; i++) {
      long at = table.places()[i];
      if (at != to) {
        spans.add(new Span(from, to));
        from = at;
      }
      to = at + table.sizes()[i];
    }
    spans.add(new Span(from, to));
    return spans;
  }

  /** Decoding begins with the film, not before it. */
  private long lead() {
    return Math.max(0, shift);
  }

  private int offset(int sample) {
    return Math.toIntExact(table.offsets()[sample] + shift - lead());
  }

  /** About how many bytes this takes in memory. */
  public int bytes() {
    return 32 * table.count() + 12 * borders.length;
  }
}
