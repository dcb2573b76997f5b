package io.mediarouter.container;

import io.mediarouter.container.SegmentBoxes.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A piece of a source that a server made alone, an MP4 of one track that is there as a whole, as
 * what becomes a segment of it. Its times are its maker's; those of a segment follow from the
 * stream's grid. Immutable.
 */
public final class Piece {
  private static final int AAC_SAMPLES = 1024;

  /** How far into a frame of the grid a picture may be shown and still be that frame's. */
  private static final double SLACK = 0.25;

  /** A silent frame of AAC-LC: of one channel, of two. */
  private static final byte[][] SILENCE = {
    {0x00, (byte) 0xc8, 0x00, (byte) 0x80, 0x23, (byte) 0x80},
    {0x21, 0x00, 0x49, (byte) 0x90, 0x02, 0x19, 0x00, 0x23, (byte) 0x80}
  };

  private final byte[] file;
  private final TrackSamples track;
  private final CodedEntry entry;

  private Piece(byte[] file, TrackSamples track) {
    this.file = file;
    this.track = track;
    this.entry = new CodedEntry(track.entry());
  }

  /**
   * A segment that was made of a piece.
   *
   * @param init what a player reads before the first one; the same of all pieces that one encoder
   *     made
   * @param bytes the segment
   */
  // Handed over once, and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Segment(byte[] init, byte[] bytes) {}

  /**
   * Reads a piece.
   *
   * @param file all of it, which is not changed any more
   * @throws MalformedSegmentsException if it is no MP4, or has no sample
   */
  public static Piece of(byte[] file) {
    try {
      return new Piece(file, TrackSamples.of(file));
    } catch (MalformedContainerException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new MalformedSegmentsException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Samples of its sound per second. */
  public int sampleRate() {
    int told = entry.sampleRate();
    return told > 0 ? told : (int) track.timescale();
  }

  /**
   * Its pictures as a segment, each in the frame of the grid in which it is shown. Where one is
   * missing, the one before it stays, or the first one is there early.
   *
   * @param number of the segment
   * @param start when the segment begins, ticks
   * @param frames how many it has, at least 1
   * @param frameTicks how long each is shown
   * @param timescale ticks per second
   * @throws MalformedSegmentsException if it has no picture that can be shown first
   */
  public Segment pictures(int number, long start, int frames, int frameTicks, int timescale) {
    try {
      double rate = (double) timescale / frameTicks;
      int[] slots = slots(rate);
      int count = kept(slots, frames);
      if (!track.samples().get(0).sync() || slots[0] != 0) {
        throw new MalformedContainerException("its first picture cannot be shown alone");
      }
      List<Written> samples = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int lasts = (i + 1 < count ? 1 : Math.max(1, frames - i)) * frameTicks;
        samples.add(picture(i, lasts, (slots[i] - i) * frameTicks));
      }
      byte[] head = SegmentBoxes.head(entry.bytes(), timescale, entry.width(), entry.height());
      return new Segment(head, SegmentBoxes.segment(number, start, samples));
    } catch (MalformedContainerException | IndexOutOfBoundsException e) {
      throw new MalformedSegmentsException(String.valueOf(e.getMessage()), e);
    }
  }

  private Written picture(int number, int lasts, int offset) {
    TrackSample sample = track.samples().get(number);
    byte[] media = bytes(sample);
    byte[] whole = media;
    if (number == 0) {
      byte[] sets = entry.inBand();
      whole = Arrays.copyOf(sets, sets.length + media.length);
      System.arraycopy(media, 0, whole, sets.length, media.length);
    }
    return new Written(whole, lasts, offset, sample.sync());
  }

  private byte[] bytes(TrackSample sample) {
    if (sample.at() < 0 || sample.size() < 0 || sample.at() + sample.size() > file.length) {
      throw new MalformedContainerException("sample outside of the file");
    }
    return Arrays.copyOfRange(file, sample.at(), sample.at() + sample.size());
  }

  /** In which frame each sample is shown, no two in one. */
  private int[] slots(double rate) {
    List<TrackSample> samples = track.samples();
    List<Integer> order =
        IntStream.range(0, samples.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> samples.get(i).shown()))
            .toList();
    int[] slots = new int[samples.size()];
    int next = 0;
    for (int i = 0; i < order.size(); i++) {
      int index = order.get(i);
      double shown = track.shownSeconds(samples.get(index)) * rate;
      slots[index] = i == 0 ? 0 : Math.max(next, (int) Math.floor(shown + SLACK));
      next = slots[index] + 1;
    }
    return slots;
  }

  /** How many there are without those at the end that belong to the next segment. */
  private static int kept(int[] slots, int frames) {
    int count = slots.length;
    while (count > 1 && slots[count - 1] >= frames) {
      count--;
    }
    return count;
  }

  /**
   * Its sound as a segment of AAC, each frame of the encoder in its place; silence where there is
   * none.
   *
   * @param number of the segment
   * @param pieceStart where the piece begins in the source, seconds
   * @param first the encoder's frame with which the segment begins, counted from the beginning of
   *     the source
   * @param end the frame behind its last one
   */
  public Segment sound(int number, double pieceStart, long first, long end) {
    try {
      int rate = sampleRate();
      byte[][] frames = new byte[Math.toIntExact(end - first)][];
      for (TrackSample sample : track.samples()) {
        double at = (pieceStart + track.shownSeconds(sample)) * rate / AAC_SAMPLES;
        long frame = Math.round(at) - first;
        if (frame >= 0 && frame < frames.length && frames[(int) frame] == null) {
          frames[(int) frame] = bytes(sample);
        }
      }
      List<Written> samples = new ArrayList<>(frames.length);
      for (byte[] frame : frames) {
        samples.add(new Written(frame == null ? silence() : frame, AAC_SAMPLES, 0, true));
      }
      byte[] head = SegmentBoxes.head(entry.bytes(), rate, 0, 0);
      return new Segment(head, SegmentBoxes.segment(number, first * AAC_SAMPLES, samples));
    } catch (MalformedContainerException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new MalformedSegmentsException(String.valueOf(e.getMessage()), e);
    }
  }

  private byte[] silence() {
    return SILENCE[entry.channels() == 1 ? 0 : 1];
  }
}
