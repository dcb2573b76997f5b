package io.mediarouter.vertx.flight;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * The pieces in which a proxy passes an output on to a peer: a letter, the length of what follows,
 * and that. So the peer tells a producer that thinks from one that is gone, and the end of an
 * output from that of a connection.
 */
enum Frame {
  /** It goes on: where, and how far it is. */
  BEAT('B'),
  /** The next bytes of the output. */
  DATA('D'),
  /** All of its bytes were sent: how many. */
  WHOLE('W'),
  /** It is stored and indexed. */
  STORED('S'),
  /** It came to nothing, or was not stored: why. */
  FAILED('F');

  static final int HEAD_BYTES = 5;

  /** Longest text of a frame that is not data. */
  static final int MOST_TEXT = 64 * 1024;

  private final byte letter;

  Frame(char letter) {
    this.letter = (byte) letter;
  }

  /** The frame of that letter. */
  static Frame of(byte letter) {
    for (Frame each : values()) {
      if (each.letter == letter) {
        return each;
      }
    }
    throw new IllegalArgumentException("frame: " + letter + " (expected: one that we know)");
  }

  /** A frame with that content. */
  Buffer with(Buffer content) {
    return Buffer.buffer(HEAD_BYTES + content.length())
        .appendByte(letter)
        .appendInt(content.length())
        .appendBuffer(content);
  }

  /** A frame that says that. */
  Buffer with(JsonObject text) {
    return with(text.toBuffer());
  }
}
