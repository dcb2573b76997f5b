package io.mediarouter.vertx.flight;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** Whoever takes an output from the proxy that makes it. Confined to one context. */
public interface Passenger {
  /** Takes the bytes. */
  WriteStream<Buffer> sink();

  /** For whom. */
  Wanted wanted();

  /** Bytes that it has. */
  long bytes();

  /** Learns which server makes the output; empty = none yet. */
  void madeBy(String serverId);

  /** Learns that it has all bytes; the output may still come to nothing but for that. */
  void whole();

  /** Learns how to stop taking it. */
  void stoppedBy(Runnable stop);
}
