package io.mediarouter.vertx.door;

import io.netty.buffer.ByteBuf;

/**
 * What the PROXY protocol tells at the begin of a connection, in its versions 1 and 2, as far as it
 * has to be known where it ends. For one thread.
 */
final class Announcement {
  private static final int HEAD = 16;
  private static final int BITS = 8;
  private static final int BYTE = 0xff;

  private boolean isText;
  private boolean over;
  private int seen;
  private int left;

  /** Whether all of it has been read. */
  boolean isOver() {
    return over;
  }

  /**
   * Reads on.
   *
   * @return the index of the first byte behind it; {@code to} if it may go on
   */
  int read(ByteBuf bytes, int from, int to) {
    int i = from;
    while (i < to && !over) {
      take(bytes.getByte(i));
      i++;
    }
    return i;
  }

  /** What is neither version is refused by its decoder. */
  private void take(byte b) {
    seen++;
    if (seen == 1) {
      isText = b == 'P';
    }
    if (isText) {
      over = b == '\n';
    } else if (seen > HEAD) {
      left--;
      over = left == 0;
    } else {
      left = left << BITS & BYTE << BITS | b & BYTE;
      over = seen == HEAD && left == 0;
    }
  }
}
