package io.mediarouter.vertx.access;

import io.mediarouter.vertx.lines.LineFile;
import io.mediarouter.vertx.lines.Rotation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * An access log in a file, appended to. Where the disk cannot keep up, lines are dropped and
 * counted rather than held. Safe for use by many threads.
 */
public final class FileAccessLog implements AccessLog {
  private final LineFile file;

  private FileAccessLog(LineFile file) {
    this.file = file;
  }

  /** A log that is appended to the file at {@code path}; fails if the file cannot be written. */
  public static Future<AccessLog> open(
      Vertx vertx, String path, Rotation rotation, InstantSource clock) {
    return LineFile.open(vertx, path, "Access log", rotation, clock).map(FileAccessLog::new);
  }

  @Override
  public void add(AccessEntry entry) {
    file.add(entry.toJson().toBuffer());
  }

  @Override
  public Future<Void> close() {
    return file.close();
  }
}
