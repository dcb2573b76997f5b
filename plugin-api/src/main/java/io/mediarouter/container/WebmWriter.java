package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.List;

/** The writer of a head for a WebM file that has none: duration, cues, and where they are. */
final class WebmWriter {
  private static final int SIZE_BYTES = 8;

  private final byte[] ebml;
  private final byte[] info;
  private final byte[] tracks;
  private final List<byte[]> tags;
  private final List<WebmCue> cues;
  private final long from;
  private final long to;

  /**
   * A writer for one file.
   *
   * @param from where the clusters begin in the file as it was made
   * @param to where they end there
   */
  WebmWriter(
      byte[] ebml,
      byte[] info,
      byte[] tracks,
      List<byte[]> tags,
      List<WebmCue> cues,
      long from,
      long to) {
    this.ebml = ebml;
    this.info = info;
    this.tracks = tracks;
    this.tags = tags;
    this.cues = cues;
    this.from = from;
    this.to = to;
  }

  /** The head of the file, up to the clusters. */
  byte[] head(long duration) {
    byte[] about = info(info, duration);
    int seekHead = seekHead(0, 0, 0).length;
    int tagBytes = tags.stream().mapToInt(each -> each.length).sum();
    long tracksAt = (long) seekHead + about.length;
    long cuesAt = tracksAt + tracks.length + tagBytes;
    long clustersAt = cuesAt + cues(0).length;
    EbmlWriter out = new EbmlWriter().raw(ebml);
    out.header(EbmlElement.SEGMENT, clustersAt + to - from, SIZE_BYTES);
    out.raw(seekHead(seekHead, tracksAt, cuesAt)).raw(about).raw(tracks);
    tags.forEach(out::raw);
    return out.raw(cues(clustersAt)).toBytes();
  }

  /** A file's general information, which tells that duration. */
  static byte[] info(byte[] info, double duration) {
    EbmlWriter out = new EbmlWriter();
    for (EbmlElement each : EbmlElement.at(ByteBuffer.wrap(info), 0).children()) {
      if (each.id() != EbmlElement.DURATION && each.id() != EbmlElement.VOID) {
        out.raw(each.bytes());
      }
    }
    out.real(EbmlElement.DURATION, duration);
    return new EbmlWriter().element(EbmlElement.INFO, out).toBytes();
  }

  private static byte[] seekHead(long infoAt, long tracksAt, long cuesAt) {
    EbmlWriter out = new EbmlWriter();
    seek(out, EbmlElement.INFO, infoAt);
    seek(out, EbmlElement.TRACKS, tracksAt);
    seek(out, EbmlElement.CUES, cuesAt);
    return new EbmlWriter().element(EbmlElement.SEEK_HEAD, out).toBytes();
  }

  private static void seek(EbmlWriter out, int id, long at) {
    byte[] name = ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    out.element(
        EbmlElement.SEEK,
        new EbmlWriter().element(EbmlElement.SEEK_ID, name).number(EbmlElement.SEEK_POSITION, at));
  }

  /** All positions are counted from the start of the segment's content. */
  private byte[] cues(long clustersAt) {
    EbmlWriter out = new EbmlWriter();
    for (WebmCue cue : cues) {
      EbmlWriter place =
          new EbmlWriter()
              .element(EbmlElement.CUE_TRACK, new byte[] {(byte) cue.track()})
              .number(EbmlElement.CUE_CLUSTER, clustersAt + cue.cluster() - from)
              .element(EbmlElement.CUE_RELATIVE, int32(cue.block() - cue.clusterContent()));
      out.element(
          EbmlElement.CUE_POINT,
          new EbmlWriter()
              .element(EbmlElement.CUE_TIME, int32(cue.time()))
              .element(EbmlElement.CUE_POSITIONS, place));
    }
    return new EbmlWriter().element(EbmlElement.CUES, out).toBytes();
  }

  private static byte[] int32(long value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array();
  }
}
