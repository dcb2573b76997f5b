package io.mediarouter.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A finished file: new bytes, and between them parts of the file as it was made.
 *
 * @param parts one after the other; as a rule in the order in which they were made
 */
public record FinishedFile(List<Part> parts) {
  private static final byte[] NONE = {};

  public FinishedFile {
    parts = List.copyOf(parts);
  }

  /**
   * New bytes, and then bytes of the file as it was made.
   *
   * @param head the new bytes; may be none
   * @param from where the part begins, bytes from the start of the file as it was made
   * @param to where it ends, exclusive
   */
  // Never compared: an array that is written once spares a copy of a head of some megabytes.
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(byte[] head, long from, long to) {
    public Part {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException(
            "part: " + from + ".." + to + " (expected: 0 <= from <= to)");
      }
    }

    static Part of(long from, long to) {
      return new Part(NONE, from, to);
    }

    /** Bytes of all of it. */
    public long length() {
      return head.length + to - from;
    }

    /** The bytes from one place in it to another, exclusive. */
    private Part slice(long begin, long end) {
      int first = (int) Math.min(begin, head.length);
      int last = (int) Math.min(end, head.length);
      return new Part(
          Arrays.copyOfRange(head, first, last), from + begin - first, from + end - last);
    }
  }

  /** A file of one part. */
  public static FinishedFile of(byte[] head, long from, long to) {
    return new FinishedFile(List.of(new Part(head, from, to)));
  }

  /** A file of so many bytes that stays as it was made. */
  public static FinishedFile asMade(long length) {
    return of(NONE, 0, length);
  }

  /** Whether nothing was added. */
  public boolean isAsMade() {
    return parts.stream().allMatch(part -> part.head().length == 0);
  }

  /**
   * The bytes from one place in it to another.
   *
   * @param begin from its start
   * @param end exclusive, at most its length
   */
  public FinishedFile slice(long begin, long end) {
    if (begin < 0 || begin > end || end > length()) {
      throw new IllegalArgumentException(
          "slice: " + begin + ".." + end + " (expected: 0 <= begin <= end <= " + length() + ")");
    }
    List<Part> slices = new ArrayList<>();
    long at = 0;
    for (Part part : parts) {
      long first = Math.max(begin, at) - at;
      long last = Math.min(end, at + part.length()) - at;
      if (first < last) {
        slices.add(part.slice(first, last));
      }
      at += part.length();
    }
    return new FinishedFile(slices);
  }

  /** Bytes of all of it. */
  public long length() {
    return parts.stream().mapToLong(Part::length).sum();
  }
}
