package io.mediarouter.vertx.config;

import org.jspecify.annotations.Nullable;

/**
 * The room that the output of running transcodes may take in one proxy, in bytes: memory first,
 * then a temporary file.
 *
 * @param memory memory of one task, at least 64 KiB; what is beyond goes to its file
 * @param totalMemory memory of all tasks together, at least {@code memory}; when it is used up, the
 *     next output goes to files at once
 * @param directory where the files are; null = the JVM's directory for temporary files
 * @param disk file size of one task; 0 = no files; a larger rendition is not stored
 * @param totalDisk file size of all tasks together, at least {@code disk}; when it is used up, new
 *     transcodes are not taken
 */
public record SpoolConfig(
    long memory, long totalMemory, @Nullable String directory, long disk, long totalDisk) {
  public static final long LEAST_MEMORY = 64L << 10;
  public static final long DEFAULT_MEMORY = 8L << 20;
  public static final long DEFAULT_TOTAL_MEMORY = 32L << 20;
  public static final long DEFAULT_DISK = 2L << 30;
  public static final long DEFAULT_TOTAL_DISK = 20L << 30;

  public static final SpoolConfig DEFAULT =
      new SpoolConfig(DEFAULT_MEMORY, DEFAULT_TOTAL_MEMORY, null, DEFAULT_DISK, DEFAULT_TOTAL_DISK);

  public SpoolConfig {
    Checks.atLeast("spool.memory", memory, LEAST_MEMORY);
    Checks.atLeast("spool.totalMemory", totalMemory, memory);
    Checks.atLeast("spool.disk", disk, 0);
    Checks.atLeast("spool.totalDisk", totalDisk, disk);
  }
}
