package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An element of Matroska or WebM.
 *
 * @param content where its content begins in {@code in}
 * @param size bytes of its content; negative where that is not known
 */
record EbmlElement(int id, int start, int content, long size, ByteBuffer in) {
  static final int EBML = 0x1A45DFA3;
  static final int SEGMENT = 0x18538067;
  static final int SEEK_HEAD = 0x114D9B74;
  static final int SEEK = 0x4DBB;
  static final int SEEK_ID = 0x53AB;
  static final int SEEK_POSITION = 0x53AC;
  static final int INFO = 0x1549A966;
  static final int TIMESTAMP_SCALE = 0x2AD7B1;
  static final int DURATION = 0x4489;
  static final int TRACKS = 0x1654AE6B;
  static final int TRACK = 0xAE;
  static final int TRACK_NUMBER = 0xD7;
  static final int TRACK_TYPE = 0x83;
  static final int DEFAULT_DURATION = 0x23E383;
  static final int TAGS = 0x1254C367;
  static final int CLUSTER = 0x1F43B675;
  static final int TIMESTAMP = 0xE7;
  static final int SIMPLE_BLOCK = 0xA3;
  static final int BLOCK_GROUP = 0xA0;
  static final int BLOCK = 0xA1;
  static final int BLOCK_DURATION = 0x9B;
  static final int REFERENCE = 0xFB;
  static final int CUES = 0x1C53BB6B;
  static final int CUE_POINT = 0xBB;
  static final int CUE_TIME = 0xB3;
  static final int CUE_POSITIONS = 0xB7;
  static final int CUE_TRACK = 0xF7;
  static final int CUE_CLUSTER = 0xF1;
  static final int CUE_RELATIVE = 0xF0;
  static final int CHAPTERS = 0x1043A770;
  static final int ATTACHMENTS = 0x1941A469;
  static final int VOID = 0xEC;

  /** How many bytes tell an element's identity and size, seen its first bytes; 0 = not enough. */
  static int headerLength(ByteBuffer in, int at, int limit) {
    if (at >= limit) {
      return 0;
    }
    int idLength = lengthBy(in.get(at), 4);
    return at + idLength >= limit ? 0 : idLength + lengthBy(in.get(at + idLength), 8);
  }

  private static int lengthBy(byte first, int most) {
    int length = Integer.numberOfLeadingZeros(first & 0xff) - 23;
    if (length > most) {
      throw new MalformedContainerException("not an element");
    }
    return length;
  }

  /** The element whose identity and size are at {@code at}. */
  static EbmlElement at(ByteBuffer in, int at) {
    int idLength = lengthBy(in.get(at), 4);
    int sizeLength = lengthBy(in.get(at + idLength), 8);
    int id = (int) big(in, at, idLength);
    long size = big(in, at + idLength, sizeLength) & (1L << 7 * sizeLength) - 1;
    boolean unknown = size == (1L << 7 * sizeLength) - 1;
    return new EbmlElement(id, at, at + idLength + sizeLength, unknown ? -1 : size, in);
  }

  private static long big(ByteBuffer in, int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in.get(at + i) & 0xff;
    }
    return value;
  }

  /** Bytes of its identity and size. */
  int headerLength() {
    return content - start;
  }

  /** Its content as a number. */
  long number() {
    if (size > Long.BYTES) {
      throw new MalformedContainerException("number of " + size + " bytes");
    }
    return big(in, content, (int) size);
  }

  /** The elements in it, which is here as a whole. */
  List<EbmlElement> children() {
    List<EbmlElement> children = new ArrayList<>();
    int end = content + (int) size;
    int at = content;
    while (at < end) {
      EbmlElement child = at(in, at);
      if (child.size() < 0 || child.size() > end - child.content()) {
        throw new MalformedContainerException("element beyond its end");
      }
      children.add(child);
      at = child.content() + (int) child.size();
    }
    return children;
  }

  OptionalLong number(int wanted) {
    return children().stream()
        .filter(child -> child.id() == wanted)
        .mapToLong(EbmlElement::number)
        .findFirst();
  }

  /** Writes a number into the element of that identity in this; false where there is no place. */
  boolean setReal(int wanted, double value) {
    for (EbmlElement child : children()) {
      if (child.id() == wanted && child.size() == Double.BYTES) {
        in.putDouble(child.content(), value);
        return true;
      }
      if (child.id() == wanted && child.size() == Float.BYTES) {
        in.putFloat(child.content(), (float) value);
        return true;
      }
    }
    return false;
  }

  /** Writes where an element is into this head of an index; false where it is not told here. */
  boolean setPosition(int of, long position) {
    for (EbmlElement seek : children()) {
      if (seek.id() == SEEK && seek.number(SEEK_ID).orElse(0) == of) {
        return seek.setNumber(SEEK_POSITION, position);
      }
    }
    return false;
  }

  private boolean setNumber(int wanted, long value) {
    for (EbmlElement child : children()) {
      if (child.id() == wanted && child.size() > 0 && child.size() <= Long.BYTES) {
        for (int i = 0; i < child.size(); i++) {
          in.put(child.content() + i, (byte) (value >>> 8 * (child.size() - 1 - i)));
        }
        return true;
      }
    }
    return false;
  }

  byte[] bytes() {
    byte[] bytes = new byte[headerLength() + (int) size];
    in.get(start, bytes);
    return bytes;
  }
}
