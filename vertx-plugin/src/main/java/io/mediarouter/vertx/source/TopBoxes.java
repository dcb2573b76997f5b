package io.mediarouter.vertx.source;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The boxes of the beginning of an MP4 file, one after the other. */
final class TopBoxes {
  private static final int HEAD_BYTES = 8;
  private static final int LONG_HEAD_BYTES = 16;

  private TopBoxes() {}

  /** Whether media comes before the index, as far as one sees. */
  static boolean isIndexLate(Buffer beginning) {
    long at = 0;
    while (at + HEAD_BYTES <= beginning.length()) {
      int here = (int) at;
      String type =
          beginning.getString(here + 4, here + HEAD_BYTES, StandardCharsets.US_ASCII.name());
      if (type.equals("moov")) {
        return false;
      }
      if (type.equals("mdat")) {
        return true;
      }
      long length = length(beginning, here);
      if (length < HEAD_BYTES || length > beginning.length()) {
        return false;
      }
      at += length;
    }
    return false;
  }

  /** The length of a box; 0 = to the end, or there is no telling. */
  private static long length(Buffer bytes, int at) {
    long length = bytes.getUnsignedInt(at);
    boolean is64 = length == 1 && at + LONG_HEAD_BYTES <= bytes.length();
    return is64 ? Math.max(0, bytes.getLong(at + HEAD_BYTES)) : length;
  }
}
