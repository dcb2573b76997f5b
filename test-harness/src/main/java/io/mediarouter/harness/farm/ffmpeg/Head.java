package io.mediarouter.harness.farm.ffmpeg;

import java.nio.charset.StandardCharsets;

/** The first bytes of a source, as its container is recognised by them. */
final class Head {
  private static final int ID3_HEADER = 10;

  private final byte[] bytes;

  Head(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  /** The byte at {@code index}; -1 behind the end. */
  int at(int index) {
    return index < bytes.length ? bytes[index] & 0xff : -1;
  }

  /** Whether these characters, each one byte, stand at {@code index}. */
  boolean has(int index, String characters) {
    return text(index, characters.length()).equals(characters);
  }

  /** Up to so many bytes from {@code from} on, one character each. */
  String text(int from, int length) {
    int begin = Math.min(from, bytes.length);
    int end = Math.min(begin + length, bytes.length);
    return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
  }

  /** The big-endian number of four bytes at {@code index}; negative if it has not all of them. */
  long number(int index) {
    if (index + 4 > bytes.length) {
      return -1;
    }
    return ((long) at(index) << 24) | (at(index + 1) << 16) | (at(index + 2) << 8) | at(index + 3);
  }

  /**
   * The length of the ID3v2 tag (https://id3.org/id3v2.4.0-structure) that stands here, bytes; 0
   * where none does.
   */
  int id3Bytes() {
    boolean tag =
        has(0, "ID3")
            && bytes.length >= ID3_HEADER
            && (at(6) | at(7) | at(8) | at(9)) < 0x80
            && at(3) != 0xff
            && at(4) != 0xff;
    if (!tag) {
      return 0;
    }
    int size = (at(6) << 21) | (at(7) << 14) | (at(8) << 7) | at(9);
    boolean footer = (at(5) & 0x10) != 0;
    return ID3_HEADER + size + (footer ? ID3_HEADER : 0);
  }
}
