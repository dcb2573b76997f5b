package io.mediarouter.vertx.spool;

import java.nio.file.Path;

/**
 * The limits to how much of a growing output is kept, and the place for it.
 *
 * @param memoryBytes bytes of one output kept in memory before it moves to a file, at least 1
 * @param diskBytes bytes of one output kept in its file, at least 0; beyond that it is kept only
 *     until its readers have it
 * @param directory where the files lie
 */
public record SpoolLimits(long memoryBytes, long diskBytes, Path directory) {
  public SpoolLimits {
    if (memoryBytes < 1 || diskBytes < 0) {
      throw new IllegalArgumentException(
          "spool: memory "
              + memoryBytes
              + ", disk "
              + diskBytes
              + " (expected: memory >= 1, disk >= 0)");
    }
  }
}
