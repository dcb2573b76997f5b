package io.mediarouter.vertx.lines;

import java.time.Duration;

/**
 * When a file of lines is put aside as {@code FILE.1}, the former of that name as {@code FILE.2},
 * and so on, and a new one is begun.
 *
 * @param size bytes that it may have, above 0
 * @param age that it may have, above 0
 * @param keep how many that were put aside are kept, at least 1
 */
public record Rotation(long size, Duration age, int keep) {
  /** A file that grows for ever. */
  public static final Rotation NONE =
      new Rotation(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE), 1);
}
