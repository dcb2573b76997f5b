package io.mediarouter.vertx.flight;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The reader of {@link Frame}s out of a stream of bytes, cut anywhere. Confined to one thread. */
final class FrameReader {
  /** What is read. */
  interface Listener {
    /** The next bytes of the output, as they come. */
    void data(Buffer bytes);

    /** A frame that says something. */
    void said(Frame frame, JsonObject text);
  }

  private final Listener listener;
  private Buffer head = Buffer.buffer();
  private Buffer text = Buffer.buffer();
  private Frame frame = Frame.BEAT;
  private long left;
  private boolean within;

  FrameReader(Listener listener) {
    this.listener = listener;
  }

  /**
   * Reads on.
   *
   * @throws RuntimeException if these are no frames
   */
  void read(Buffer bytes) {
    int at = 0;
    while (at < bytes.length()) {
      at = within ? content(bytes, at) : head(bytes, at);
    }
  }

  private int head(Buffer bytes, int at) {
    int to = Math.min(bytes.length(), at + Frame.HEAD_BYTES - head.length());
    head.appendBuffer(bytes, at, to - at);
    if (head.length() == Frame.HEAD_BYTES) {
      frame = Frame.of(head.getByte(0));
      left = head.getUnsignedInt(1);
      head = Buffer.buffer();
      begin();
    }
    return to;
  }

  private void begin() {
    if (frame != Frame.DATA && left > Frame.MOST_TEXT) {
      throw new IllegalArgumentException("frame: " + left + " bytes of text");
    }
    within = left > 0;
  }

  private int content(Buffer bytes, int at) {
    int to = (int) Math.min(bytes.length(), at + left);
    left -= to - at;
    within = left > 0;
    take(bytes.slice(at, to));
    return to;
  }

  private void take(Buffer part) {
    if (frame == Frame.DATA) {
      listener.data(part);
      return;
    }
    text.appendBuffer(part);
    if (!within) {
      Buffer all = text;
      text = Buffer.buffer();
      listener.said(frame, new JsonObject(all));
    }
  }
}
