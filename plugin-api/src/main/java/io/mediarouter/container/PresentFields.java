package io.mediarouter.container;

/** The fields of a box of which its flags tell whether they are there, read one after the other. */
final class PresentFields {
  private final Box box;
  private final int flags;
  private int at;

  /**
   * Those of {@code box}.
   *
   * @param first where the first of them would lie in its content
   */
  PresentFields(Box box, int first) {
    this.box = box;
    this.flags = box.flags();
    this.at = first;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The next field, if it is there. */
  int int32(int flag, int absent) {
    if (!has(flag)) {
      return absent;
    }
    at += Integer.BYTES;
    return box.int32(at - Integer.BYTES);
  }

  /** The next field of eight bytes, if it is there. */
  long int64(int flag, long absent) {
    if (!has(flag)) {
      return absent;
    }
    at += Long.BYTES;
    return box.int64(at - Long.BYTES);
  }
}
