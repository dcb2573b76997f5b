package io.mediarouter.container;

/**
 * A finished file: a new head, and after it a part of the file as it was made.
 *
 * @param head its first bytes
 * @param from where the part begins, bytes from the start of the file as it was made
 * @param to where it ends, exclusive
 */
// Never compared: an array that is written once spares a copy of a head of some megabytes.
@SuppressWarnings("ArrayRecordComponent")
public record FinishedFile(byte[] head, long from, long to) {
  public FinishedFile {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "part: " + from + ".." + to + " (expected: 0 <= from <= to)");
    }
  }

  /** A file of so many bytes that stays as it was made. */
  public static FinishedFile asMade(long length) {
    return new FinishedFile(new byte[0], 0, length);
  }

  /** Bytes of all of it. */
  public long length() {
    return head.length + to - from;
  }
}
