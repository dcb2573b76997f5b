package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import org.jspecify.annotations.Nullable;

/**
 * The room that the output of running transcodes may take in one proxy, in bytes: memory first,
 * then a temporary file.
 */
public record SpoolConfig(
    @Key(
            value = "Memory of one task, at least 64k; what is beyond goes to its file.",
            absent = "8M")
        long memory,
    @Key(
            value =
                "Memory of all tasks together; when it is used up, the next output goes to files at"
                    + " once.",
            absent = "32M")
        long totalMemory,
    @Key(
            value = "Where the files are. Absent: the JVM's directory for temporary files.",
            is = "a directory",
            pattern = ".",
            example = "/var/spool/media-router")
        @Nullable String directory,
    @Key(
            value =
                "File size of one task; a larger rendition is delivered to who waits for it, but"
                    + " not stored. 0: no files.",
            absent = "2G")
        long disk,
    @Key(
            value =
                "File size of all tasks together; when it is used up, new transcodes are not"
                    + " taken.",
            absent = "20G")
        long totalDisk) {
  public static final long LEAST_MEMORY = 64L << 10;

  public static final SpoolConfig DEFAULT = RecordForm.defaults(SpoolConfig.class);

  public SpoolConfig {
    Checks.atLeast("spool.memory", memory, LEAST_MEMORY);
    Checks.atLeast("spool.totalMemory", totalMemory, memory);
    Checks.atLeast("spool.disk", disk, 0);
    Checks.atLeast("spool.totalDisk", totalDisk, disk);
  }
}
