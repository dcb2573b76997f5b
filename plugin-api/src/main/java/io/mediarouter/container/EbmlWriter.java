package io.mediarouter.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes elements of Matroska and WebM (EBML, RFC 8794). */
final class EbmlWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  EbmlWriter element(int id, byte[] content) {
    header(id, content.length, lengthOfSize(content.length));
    out.writeBytes(content);
    return this;
  }

  EbmlWriter element(int id, EbmlWriter content) {
    return element(id, content.toBytes());
  }

  /** A number, always in eight bytes: so a place can be told before it is known. */
  EbmlWriter number(int id, long value) {
    return element(id, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  EbmlWriter real(int id, double value) {
    return element(id, ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
  }

  EbmlWriter raw(byte[] elements) {
    out.writeBytes(elements);
    return this;
  }

  /** The head of an element whose content follows. */
  EbmlWriter header(int id, long size, int bytesOfSize) {
    big(Integer.toUnsignedLong(id), (39 - Integer.numberOfLeadingZeros(id)) / 8);
    big(size | 1L << 7 * bytesOfSize, bytesOfSize);
    return this;
  }

  private static int lengthOfSize(long size) {
    int bytes = 1;
    while (size >= (1L << 7 * bytes) - 1) {
      bytes++;
    }
    return bytes;
  }

  private void big(long value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (value >>> 8 * i));
    }
  }

  int length() {
    return out.size();
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
