package io.mediarouter.vertx.hot;

import io.vertx.core.buffer.Buffer;

/** What goes by of a small file, on its way to somebody else. Belongs to one context. */
final class Gathering {
  private final Buffer bytes;
  private final int length;

  /** Of a file of so many bytes. */
  Gathering(int length) {
    this.length = length;
    this.bytes = Buffer.buffer(length);
  }

  /** What is more than all of it shows at the end. */
  void take(Buffer chunk) {
    if (bytes.length() <= length) {
      bytes.appendBuffer(chunk);
    }
  }

  boolean isWhole() {
    return bytes.length() == length;
  }

  Buffer bytes() {
    return bytes;
  }
}
