package io.mediarouter.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The splitter of a fragmented MP4 whose bytes pass in pieces of any size: into its head (the init
 * segment) and its segments, each one fragment, as they become whole. What stands between them
 * ({@code styp}, {@code sidx}, {@code prft}, {@code emsg}) belongs to the segment that follows;
 * {@code free}, {@code skip} and {@code mfra} to none.
 *
 * <p>Not safe for use by several threads.
 */
public final class SegmentSplitter {
  private static final int LARGEST = 256 * 1024 * 1024;
  private static final Set<String> HEAD = Set.of("ftyp", "moov");
  private static final Set<String> FRAGMENT =
      Set.of("styp", "sidx", "prft", "emsg", "moof", "mdat");
  private static final Set<String> IGNORED = Set.of("free", "skip", "mfra", "wide");

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
  private byte[] waiting = new byte[1 << 16];
  private int count;
  private byte @Nullable [] init;
  private boolean described;
  private long start;
  private int samples;
  private int next;

  /** A splitter of a run that begins with a segment of that number. */
  public SegmentSplitter(int first) {
    this.next = first;
  }

  /**
   * A whole segment.
   *
   * @param number which
   * @param start when its first sample is decoded, ticks of its track
   * @param samples how many it has
   * @param bytes all of it, not to be changed
   */
  public record Segment(int number, long start, int samples, byte[] bytes) {}

  /**
   * Takes the next bytes.
   *
   * @return the segments that are whole with them, in their order; mostly none
   * @throws MalformedSegmentsException at what is not a fragmented MP4 of one track
   */
  public List<Segment> feed(byte[] bytes) {
    List<Segment> whole = new ArrayList<>(1);
    try {
      gather(bytes);
      int at = 0;
      for (int length = length(at); length > 0; length = length(at)) {
        take(Box.at(ByteBuffer.wrap(waiting), at, at + length), whole);
        at += length;
      }
      System.arraycopy(waiting, at, waiting, 0, count - at);
      count -= at;
      return whole;
    } catch (MalformedContainerException | IndexOutOfBoundsException e) {
      throw new MalformedSegmentsException(String.valueOf(e.getMessage()), e);
    }
  }

  private void gather(byte[] bytes) {
    if (count + bytes.length > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(count + bytes.length, 2 * waiting.length));
    }
    System.arraycopy(bytes, 0, waiting, count, bytes.length);
    count += bytes.length;
  }

  /** The length of the box that begins there; 0 where it is not there as a whole. */
  private int length(int at) {
    if (count - at < Box.HEADER) {
      return 0;
    }
    ByteBuffer in = ByteBuffer.wrap(waiting, 0, count);
    long size = Integer.toUnsignedLong(in.getInt(at));
    if (size == 1 && count - at < 2 * Box.HEADER) {
      return 0;
    }
    long length = size == 1 ? in.getLong(at + Box.HEADER) : size;
    if (length < Box.HEADER || length > LARGEST) {
      throw new MalformedContainerException("box of " + length + " bytes");
    }
    return length <= count - at ? (int) length : 0;
  }

  private void take(Box box, List<Segment> whole) {
    if (HEAD.contains(box.type())) {
      takeHead(box);
    } else if (FRAGMENT.contains(box.type())) {
      takePart(box, whole);
    } else if (!IGNORED.contains(box.type())) {
      throw new MalformedContainerException("unexpected " + box.type());
    }
  }

  private void takeHead(Box box) {
    if (init != null) {
      throw new MalformedContainerException("two heads");
    }
    head.writeBytes(box.bytes());
    if (box.type().equals("moov")) {
      init = head.toByteArray();
    }
  }

  private void takePart(Box box, List<Segment> whole) {
    if (init == null) {
      throw new MalformedContainerException(box.type() + " without a head");
    }
    segment.writeBytes(box.bytes());
    if (box.type().equals("moof")) {
      takeFragment(box);
    } else if (box.type().equals("mdat")) {
      whole.add(ended());
    }
  }

  /** What it says is read at once: the bytes that it lies in will be others. */
  private void takeFragment(Box moof) {
    if (described) {
      throw new MalformedContainerException("fragment without media");
    }
    Box track = moof.child("traf");
    Box time = track.child("tfdt");
    start = time.version() == 1 ? time.int64(4) : time.uint32(4);
    samples = track.all("trun").stream().mapToInt(run -> run.int32(4)).sum();
    described = true;
  }

  private Segment ended() {
    if (!described) {
      throw new MalformedContainerException("media without a fragment");
    }
    Segment made = new Segment(next++, start, samples, segment.toByteArray());
    described = false;
    segment.reset();
    return made;
  }

  /** The head; empty until it is whole. Not to be changed. */
  public Optional<byte[]> init() {
    return Optional.ofNullable(init);
  }

  /** The number of the segment that is not whole yet. */
  public int next() {
    return next;
  }

  /** Whether the bytes so far end in the middle of something. */
  public boolean isCut() {
    return count > 0 || segment.size() > 0 || init == null;
  }
}
