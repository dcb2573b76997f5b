package io.mediarouter.vertx.config;

import io.mediarouter.vertx.lines.Rotation;
import java.time.Duration;
import java.util.Set;

/**
 * What no log tells, and how long the file of the access log grows.
 *
 * @param mask names of parameters whose values are hidden, besides those that always are
 * @param rotateSize bytes after which the access log is put aside, above 0
 * @param rotateAge age after which it is, above 0
 * @param keep how many that were put aside are kept, at least 1
 */
public record LogsConfig(Set<String> mask, long rotateSize, Duration rotateAge, int keep) {
  public static final long DEFAULT_ROTATE_SIZE = 100L * 1024 * 1024;
  public static final Duration DEFAULT_ROTATE_AGE = Duration.ofHours(24);
  public static final int DEFAULT_KEEP = 7;
  public static final LogsConfig DEFAULT =
      new LogsConfig(Set.of(), DEFAULT_ROTATE_SIZE, DEFAULT_ROTATE_AGE, DEFAULT_KEEP);

  public LogsConfig {
    Checks.atLeast("logs.rotateSize", rotateSize, 1);
    Checks.positive("logs.rotateAge", rotateAge);
    Checks.atLeast("logs.keep", keep, 1);
    mask = Set.copyOf(mask);
  }

  /** When the access log is put aside. */
  public Rotation rotation() {
    return new Rotation(rotateSize, rotateAge, keep);
  }
}
