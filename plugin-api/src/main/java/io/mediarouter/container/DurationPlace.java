package io.mediarouter.container;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The place of the duration in the head of a WebM file, which it is told only afterwards. */
final class DurationPlace {
  /** Bytes of the identity of an element of padding and of its size. */
  private static final int LEAST_PADDING = 9;

  private byte @Nullable [] info;
  private long infoAt;
  private long segmentAt;
  private long seekAt = -1;
  private long paddingAt = -1;
  private long paddingEnd = -1;
  private boolean movable;

  /** Learns of the segment that all is in. */
  void segment(EbmlElement element, long start) {
    movable = element.size() < 0;
    segmentAt = start + element.headerLength();
  }

  /** Learns of the element that the duration belongs into. */
  void info(EbmlElement element, long start) {
    info = element.bytes();
    infoAt = start;
  }

  /** That element; null = there was none. */
  byte @Nullable [] info() {
    return info;
  }

  /** Learns of another element. */
  void other(EbmlElement element, long start) {
    if (element.id() == EbmlElement.SEEK_HEAD) {
      movable = false;
      seekAt = start;
    } else if (element.id() == EbmlElement.VOID) {
      paddingAt = start;
      paddingEnd = start + element.headerLength() + element.size();
    }
  }

  /**
   * The head with the duration in it, in the file's own unit. A place is made where there is none:
   * of the padding in front, or, if nothing tells where the elements behind it are, by moving
   * those. Where neither can be, the head stays as it is.
   */
  byte[] put(double duration, byte[] head) {
    byte[] about = info;
    if (about == null || infoAt + about.length > head.length) {
      return head;
    }
    EbmlElement place = EbmlElement.at(ByteBuffer.wrap(head), (int) infoAt);
    if (place.setReal(EbmlElement.DURATION, duration)) {
      return head;
    }
    byte[] told = WebmWriter.info(about, duration);
    int more = told.length - about.length;
    if (paddingEnd == infoAt && paddingEnd - paddingAt >= more + LEAST_PADDING && seekAt >= 0) {
      return inPadding(head, told, more);
    }
    return movable ? moved(head, about, told) : head;
  }

  private byte[] inPadding(byte[] head, byte[] told, int more) {
    ByteBuffer all = ByteBuffer.wrap(head);
    boolean found =
        EbmlElement.at(all, (int) seekAt).setPosition(EbmlElement.INFO, infoAt - segmentAt - more);
    if (found) {
      long padding = paddingEnd - paddingAt - more - LEAST_PADDING;
      all.put((int) paddingAt, new EbmlWriter().header(EbmlElement.VOID, padding, 8).toBytes());
      all.put((int) infoAt - more, told);
    }
    return head;
  }

  private byte[] moved(byte[] head, byte[] about, byte[] told) {
    int behind = (int) infoAt + about.length;
    return ByteBuffer.allocate(head.length - about.length + told.length)
        .put(head, 0, (int) infoAt)
        .put(told)
        .put(head, behind, head.length - behind)
        .array();
  }
}
