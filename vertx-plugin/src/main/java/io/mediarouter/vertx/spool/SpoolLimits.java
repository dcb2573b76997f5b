package io.mediarouter.vertx.spool;

import java.nio.file.Path;

/**
 * How much of a growing output is kept, and where.
 *
 * @param memoryBytes bytes of one output kept in memory before it moves to a file, at least 1
 * @param diskBytes longest output, bytes; a longer one is broken off
 * @param directory where the files lie
 */
public record SpoolLimits(long memoryBytes, long diskBytes, Path directory) {
  public SpoolLimits {
    if (memoryBytes < 1 || diskBytes < memoryBytes) {
      throw new IllegalArgumentException(
          "spool: memory "
              + memoryBytes
              + ", disk "
              + diskBytes
              + " (expected: 1 <= memory <= disk)");
    }
  }
}
