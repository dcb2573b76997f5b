package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of an MP4 file (ISO/IEC 14496-12) that is there as a whole.
 *
 * @param type its four characters
 * @param start where it begins in {@code in}
 * @param content where its content begins there
 * @param end where it ends there, exclusive
 * @param in is read by absolute positions only
 */
record Box(String type, int start, int content, int end, ByteBuffer in) {
  static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  /** The box that begins at {@code start}, which ends at {@code limit} at the latest. */
  static Box at(ByteBuffer in, int start, int limit) {
    if (limit - start < HEADER) {
      throw new MalformedContainerException("box of less than 8 bytes");
    }
    long size = Integer.toUnsignedLong(in.getInt(start));
    int content = start + (size == 1 ? LONG_HEADER : HEADER);
    long length = size == 1 ? in.getLong(start + HEADER) : size == 0 ? limit - start : size;
    if (length < content - start || length > limit - start) {
      throw new MalformedContainerException("box of " + length + " bytes");
    }
    return new Box(type(in, start), start, content, start + (int) length, in);
  }

  static String type(ByteBuffer in, int start) {
    byte[] type = new byte[4];
    in.get(start + 4, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  List<Box> children() {
    return children(0);
  }

  /** The boxes in it after so many bytes of its own. */
  List<Box> children(int own) {
    List<Box> children = new ArrayList<>();
    int at = content + own;
    while (end - at >= HEADER) {
      Box child = at(in, at, end);
      children.add(child);
      at = child.end();
    }
    return children;
  }

  Optional<Box> find(String wanted) {
    return children().stream().filter(child -> child.type().equals(wanted)).findFirst();
  }

  Box child(String wanted) {
    return find(wanted).orElseThrow(() -> new MalformedContainerException("no " + wanted));
  }

  List<Box> all(String wanted) {
    return children().stream().filter(child -> child.type().equals(wanted)).toList();
  }

  int version() {
    return in.get(content) & 0xff;
  }

  int flags() {
    return in.getInt(content) & 0xffffff;
  }

  /** A number of four bytes, so many bytes into its content. */
  int int32(int at) {
    check(at, 4);
    return in.getInt(content + at);
  }

  long uint32(int at) {
    return Integer.toUnsignedLong(int32(at));
  }

  long int64(int at) {
    check(at, 8);
    return in.getLong(content + at);
  }

  private void check(int at, int bytes) {
    if (at < 0 || content + at + bytes > end) {
      throw new MalformedContainerException(type + " is too short");
    }
  }

  byte[] bytes() {
    byte[] bytes = new byte[end - start];
    in.get(start, bytes);
    return bytes;
  }
}
