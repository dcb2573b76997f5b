package io.mediarouter.container;

import java.util.List;

/**
 * The writer of a track in segments: of its head, which is the same for all of them, and of each
 * segment as one fragment.
 */
final class SegmentBoxes {
  private static final int SYNC = 0x2000000;
  private static final int NON_SYNC = 0x1010000;
  private static final int BASE_IS_MOOF = 0x20000;
  private static final int TOLD = 0x1 | 0x100 | 0x200 | 0x400 | 0x800;
  private static final int TRACK = 1;
  private static final long UNITY = 0x10000;

  /**
   * A sample as it is written.
   *
   * @param bytes its media
   * @param lasts how long until the next one is decoded, in the track's timescale
   * @param offset how much later it is shown than decoded, in the track's timescale
   * @param sync whether it can be played without those before it
   */
  // Never compared: what is written once is not copied for that.
  @SuppressWarnings("ArrayRecordComponent")
  record Written(byte[] bytes, int lasts, int offset, boolean sync) {
    private Told told() {
      return new Told(bytes.length, lasts, offset, sync);
    }
  }

  /**
   * What is told of a sample.
   *
   * @param size its bytes
   * @param lasts how long until the next one is decoded, in the track's timescale
   * @param offset how much later it is shown than decoded, in the track's timescale
   * @param sync whether it can be played without those before it
   */
  record Told(int size, int lasts, int offset, boolean sync) {}

  private SegmentBoxes() {}

  /**
   * The head of a track.
   *
   * @param entry how its samples are coded: a sample entry as a whole
   * @param width pixels; 0 of sound
   * @param height pixels; 0 of sound
   */
  static byte[] head(byte[] entry, int timescale, int width, int height) {
    BoxWriter out = new BoxWriter();
    out.box("ftyp", () -> out.raw(ascii("iso6")).int32(0).raw(ascii("iso6")).raw(ascii("cmfc")));
    out.box(
        "moov",
        () -> {
          out.fullBox("mvhd", 0, 0, () -> movie(out));
          out.box("trak", () -> track(out, entry, timescale, width, height));
          out.box(
              "mvex",
              () ->
                  out.fullBox(
                      "trex", 0, 0, () -> out.int32(TRACK).int32(1).int32(0).int32(0).int32(0)));
        });
    return out.toBytes();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static void movie(BoxWriter out) {
    out.int32(0).int32(0).int32(1000).int32(0).int32(UNITY).int16(0x100).int16(0);
    out.int64(0);
    matrix(out);
    out.int64(0).int64(0).int64(0).int32(TRACK + 1L);
  }

  private static void matrix(BoxWriter out) {
    out.int32(UNITY).int32(0).int32(0).int32(0).int32(UNITY).int32(0);
    out.int32(0).int32(0).int32(0x40000000);
  }

  private static void track(BoxWriter out, byte[] entry, int timescale, int width, int height) {
    boolean sound = width == 0;
    out.fullBox(
        "tkhd",
        0,
        3,
        () -> {
          out.int32(0).int32(0).int32(TRACK).int32(0).int32(0).int64(0);
          out.int16(0).int16(0).int16(sound ? 0x100 : 0).int16(0);
          matrix(out);
          out.int32((long) width << 16).int32((long) height << 16);
        });
    out.box(
        "mdia",
        () -> {
          out.fullBox(
              "mdhd",
              0,
              0,
              () -> out.int32(0).int32(0).int32(timescale).int32(0).int16(0x55c4).int16(0));
          out.fullBox("hdlr", 0, 0, () -> handler(out, sound ? "soun" : "vide"));
          out.box("minf", () -> information(out, entry, sound));
        });
  }

  private static void handler(BoxWriter out, String kind) {
    out.int32(0).raw(ascii(kind)).int64(0).int32(0).raw(new byte[1]);
  }

  private static void information(BoxWriter out, byte[] entry, boolean sound) {
    if (sound) {
      out.fullBox("smhd", 0, 0, () -> out.int32(0));
    } else {
      out.fullBox("vmhd", 0, 1, () -> out.int64(0));
    }
    out.box(
        "dinf",
        () -> out.fullBox("dref", 0, 0, () -> out.int32(1).fullBox("url ", 0, 1, () -> {})));
    out.box(
        "stbl",
        () -> {
          out.fullBox("stsd", 0, 0, () -> out.int32(1).raw(entry));
          out.fullBox("stts", 0, 0, () -> out.int32(0));
          out.fullBox("stsc", 0, 0, () -> out.int32(0));
          out.fullBox("stsz", 0, 0, () -> out.int32(0).int32(0));
          out.fullBox("stco", 0, 0, () -> out.int32(0));
        });
  }

  /**
   * A segment.
   *
   * @param number its place in the stream, from 0
   * @param start when its first sample is decoded, in the track's timescale
   */
  static byte[] segment(int number, long start, List<Written> samples) {
    BoxWriter out = moof(number, start, samples.stream().map(Written::told).toList());
    return out.box("mdat", () -> samples.forEach(each -> out.raw(each.bytes()))).toBytes();
  }

  /** What of a segment comes before the media of its samples. */
  static byte[] front(int number, long start, List<Told> samples) {
    long media = samples.stream().mapToLong(Told::size).sum();
    return moof(number, start, samples).int32(media + Box.HEADER).raw(ascii("mdat")).toBytes();
  }

  private static BoxWriter moof(int number, long start, List<Told> samples) {
    // Its length does not depend on what it says of places.
    int head = moof(number, start, samples, 0).length();
    return moof(number, start, samples, head + Box.HEADER);
  }

  private static BoxWriter moof(int number, long start, List<Told> samples, int place) {
    BoxWriter out = new BoxWriter();
    return out.box(
        "moof",
        () -> {
          out.fullBox("mfhd", 0, 0, () -> out.int32(number + 1L));
          out.box(
              "traf",
              () -> {
                out.fullBox("tfhd", 0, BASE_IS_MOOF, () -> out.int32(TRACK));
                out.fullBox("tfdt", 1, 0, () -> out.int64(start));
                out.fullBox("trun", 1, TOLD, () -> run(out, samples, place));
              });
        });
  }

  private static void run(BoxWriter out, List<Told> samples, int place) {
    out.int32(samples.size()).int32(place);
    for (Told each : samples) {
      out.int32(each.lasts()).int32(each.size());
      out.int32(each.sync() ? SYNC : NON_SYNC).int32(each.offset());
    }
  }
}
