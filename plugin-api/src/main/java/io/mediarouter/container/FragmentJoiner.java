package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The joiner of fragments of a track of sound into one, as a segment has to be. All samples last
 * the same, and each can be decoded by itself.
 */
public final class FragmentJoiner {
  private static final int TRACK = 1;
  private static final int BASE_IS_MOOF = 0x20000;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_FLAGS = 0x20;
  private static final int DATA_OFFSET = 0x1;
  private static final int SIZES = 0x200;

  /** A sample that depends on no other one. */
  private static final int INDEPENDENT = 0x2000000;

  private FragmentJoiner() {}

  /**
   * One segment of what lies in several.
   *
   * @param number of the segment, from 0
   * @param start when its first sample is decoded, ticks
   * @param sampleTicks how long each sample lasts, ticks
   * @param parts one fragment each, in their order, each of one sample
   */
  public static SegmentSplitter.Segment join(
      int number, long start, int sampleTicks, List<SegmentSplitter.Segment> parts) {
    List<Box> data = parts.stream().map(FragmentJoiner::data).toList();
    BoxWriter out = new BoxWriter();
    out.box(
        "moof",
        () -> {
          out.fullBox("mfhd", 0, 0, () -> out.int32(number + 1L));
          out.box("traf", () -> track(out, start, sampleTicks, data));
        });
    int offset = out.length() + Box.HEADER;
    out.set32(out.length() - 4 * data.size() - 4, offset);
    out.box("mdat", () -> data.forEach(each -> out.raw(content(each))));
    return new SegmentSplitter.Segment(number, start, data.size(), out.toBytes());
  }

  private static void track(BoxWriter out, long start, int sampleTicks, List<Box> data) {
    int flags = BASE_IS_MOOF | DEFAULT_DURATION | DEFAULT_FLAGS;
    out.fullBox("tfhd", 0, flags, () -> out.int32(TRACK).int32(sampleTicks).int32(INDEPENDENT));
    out.fullBox("tfdt", 1, 0, () -> out.int64(start));
    out.fullBox(
        "trun",
        0,
        DATA_OFFSET | SIZES,
        () -> {
          out.int32(data.size()).int32(0);
          data.forEach(each -> out.int32(each.end() - each.content()));
        });
  }

  private static Box data(SegmentSplitter.Segment part) {
    ByteBuffer in = ByteBuffer.wrap(part.bytes());
    Box box = Box.at(in, 0, in.limit());
    while (!box.type().equals("mdat")) {
      box = Box.at(in, box.end(), in.limit());
    }
    return box;
  }

  private static byte[] content(Box data) {
    byte[] bytes = new byte[data.end() - data.content()];
    data.in().get(data.content(), bytes);
    return bytes;
  }
}
