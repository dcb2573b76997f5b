package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A sample entry of an MP4 as the head of segments of several encoders has it, and what of it each
 * segment brings along: so that what one of them was coded with does not matter to the next one.
 */
final class CodedEntry {
  /** Bytes of an entry of a picture before what is in it. */
  static final int PICTURE = 78;

  private static final int AVC_HEAD = 5;
  private static final int HEVC_HEAD = 22;

  /** What differs from piece to piece, and nobody needs. */
  private static final Set<String> LEFT_OUT = Set.of("btrt");

  private final Box entry;

  CodedEntry(Box entry) {
    this.entry = entry;
  }

  boolean isPicture() {
    return !entry.type().equals("mp4a") && !entry.type().equals("Opus");
  }

  int width() {
    return isPicture() ? entry.int32(24) >>> 16 : 0;
  }

  int height() {
    return isPicture() ? entry.int32(24) & 0xffff : 0;
  }

  /** Samples of sound per second; 0 where they are told elsewhere. */
  int sampleRate() {
    return isPicture() ? 0 : (int) (entry.uint32(24) >>> 16);
  }

  int channels() {
    return isPicture() ? 0 : entry.int32(16) >>> 16;
  }

  /** All of it that is the same for all pieces of one encoder. */
  byte[] bytes() {
    int own = isPicture() ? PICTURE : 28;
    BoxWriter out = new BoxWriter();
    byte[] fields = new byte[own];
    entry.in().get(entry.content(), fields);
    out.box(
        entry.type(),
        () -> {
          out.raw(fields);
          for (Box child : entry.children(own)) {
            if (!LEFT_OUT.contains(child.type())) {
              out.raw(child.bytes());
            }
          }
        });
    return out.toBytes();
  }

  /** The parameter sets of H.264 and HEVC as they may stand in front of a sample. */
  byte[] inBand() {
    return switch (entry.type()) {
      case "avc1", "avc3" -> sets("avcC");
      case "hvc1", "hev1" -> sets("hvcC");
      default -> new byte[0];
    };
  }

  private byte[] sets(String type) {
    Box box =
        entry.children(PICTURE).stream()
            .filter(child -> child.type().equals(type))
            .findFirst()
            .orElseThrow(() -> new MalformedContainerException("no " + type));
    byte[] bytes = box.bytes();
    ByteBuffer in = ByteBuffer.wrap(bytes, Box.HEADER, bytes.length - Box.HEADER).slice();
    return type.equals("avcC") ? avc(in) : hevc(in);
  }

  private static byte[] avc(ByteBuffer in) {
    BoxWriter out = new BoxWriter();
    int lengthBytes = (in.get(4) & 3) + 1;
    in.position(AVC_HEAD);
    copy(in, in.get() & 0x1f, lengthBytes, out);
    copy(in, in.get() & 0xff, lengthBytes, out);
    return out.toBytes();
  }

  private static byte[] hevc(ByteBuffer in) {
    BoxWriter out = new BoxWriter();
    int lengthBytes = (in.get(HEVC_HEAD - 1) & 3) + 1;
    in.position(HEVC_HEAD);
    for (int arrays = in.get() & 0xff; arrays > 0; arrays--) {
      in.get();
      copy(in, in.getShort() & 0xffff, lengthBytes, out);
    }
    return out.toBytes();
  }

  private static void copy(ByteBuffer in, int count, int lengthBytes, BoxWriter out) {
    for (int i = 0; i < count; i++) {
      byte[] unit = new byte[in.getShort() & 0xffff];
      in.get(unit);
      byte[] length = new byte[lengthBytes];
      for (int j = 0; j < lengthBytes; j++) {
        length[j] = (byte) (unit.length >>> 8 * (lengthBytes - 1 - j));
      }
      out.raw(length).raw(unit);
    }
  }
}
