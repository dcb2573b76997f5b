package io.mediarouter.vertx.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An access log in a file, appended to. Where the disk cannot keep up, lines are dropped and
 * counted rather than held. Safe for use by many threads.
 */
public final class FileAccessLog implements AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(FileAccessLog.class);
  private static final int QUEUE_BYTES = 4 * 1024 * 1024;

  private final AsyncFile file;
  private final AtomicLong dropped = new AtomicLong();

  private FileAccessLog(AsyncFile file) {
    this.file = file;
    file.setWriteQueueMaxSize(QUEUE_BYTES);
    file.exceptionHandler(cause -> LOG.warn("Access log not written: {}", cause.toString()));
  }

  /** A log that is appended to the file at {@code path}; fails if the file cannot be written. */
  public static Future<AccessLog> open(Vertx vertx, String path) {
    var options = new OpenOptions().setAppend(true).setCreate(true).setWrite(true);
    return vertx.fileSystem().open(path, options).map(FileAccessLog::new);
  }

  @Override
  public void add(AccessEntry entry) {
    if (file.writeQueueFull()) {
      if (dropped.incrementAndGet() == 1) {
        LOG.warn("The disk cannot keep up with the access log: lines are dropped");
      }
      return;
    }
    file.write(entry.toJson().toBuffer().appendString("\n"));
  }
}
