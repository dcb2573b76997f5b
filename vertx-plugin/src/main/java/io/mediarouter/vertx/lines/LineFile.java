package io.mediarouter.vertx.lines;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that lines are appended to. Where the disk cannot keep up, lines are dropped and counted
 * rather than held. Never blocks. Safe for use by many threads.
 */
public final class LineFile {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);
  private static final int QUEUE_BYTES = 4 * 1024 * 1024;

  private final AsyncFile file;
  private final String name;
  private final AtomicLong dropped = new AtomicLong();

  private LineFile(AsyncFile file, String name) {
    this.file = file;
    this.name = name;
    file.setWriteQueueMaxSize(QUEUE_BYTES);
    file.exceptionHandler(cause -> LOG.warn("{} not written: {}", name, cause.toString()));
  }

  /**
   * Opens the file at {@code path}; fails if it cannot be written.
   *
   * @param name what it is, in warnings, such as {@code Access log}
   */
  public static Future<LineFile> open(Vertx vertx, String path, String name) {
    var options = new OpenOptions().setAppend(true).setCreate(true).setWrite(true);
    return vertx.fileSystem().open(path, options).map(file -> new LineFile(file, name));
  }

  /** Appends a line, given without its end, or drops it. */
  public void add(Buffer line) {
    if (file.writeQueueFull()) {
      drop();
    } else {
      file.write(line.appendString("\n"));
    }
  }

  /** Counts a line that cannot be written. */
  public void drop() {
    if (dropped.incrementAndGet() == 1) {
      LOG.warn("{}: the disk cannot keep up, lines are dropped", name);
    }
  }

  /** How many lines were dropped. */
  public long dropped() {
    return dropped.get();
  }

  /** Closes the file when all that was added is written, and tells what was not. */
  public Future<Void> close() {
    if (dropped() > 0) {
      LOG.warn("{}: lines dropped: {}", name, dropped());
    }
    return file.close();
  }
}
