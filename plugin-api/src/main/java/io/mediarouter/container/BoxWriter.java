package io.mediarouter.container;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes boxes, one in the other. */
final class BoxWriter {
  private byte[] bytes = new byte[4096];
  private int length;

  /** Writes a box around what {@code content} writes. */
  BoxWriter box(String type, Runnable content) {
    int start = length;
    int32(0);
    raw(type.getBytes(StandardCharsets.ISO_8859_1));
    content.run();
    set32(start, length - start);
    return this;
  }

  /** The same with a version and flags in front. */
  BoxWriter fullBox(String type, int version, int flags, Runnable content) {
    return box(
        type,
        () -> {
          int32(version << 24 | flags);
          content.run();
        });
  }

  BoxWriter int32(long value) {
    room(4);
    set32(length, value);
    length += 4;
    return this;
  }

  BoxWriter int64(long value) {
    return int32(value >>> 32).int32(value);
  }

  BoxWriter int16(int value) {
    room(2);
    bytes[length] = (byte) (value >>> 8);
    bytes[length + 1] = (byte) value;
    length += 2;
    return this;
  }

  BoxWriter raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  int length() {
    return length;
  }

  void set32(int at, long value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  private void room(int more) {
    if (bytes.length < length + more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
