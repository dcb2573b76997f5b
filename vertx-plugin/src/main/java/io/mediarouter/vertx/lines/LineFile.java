package io.mediarouter.vertx.lines;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.FileProps;
import io.vertx.core.file.OpenOptions;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that lines are appended to, and that is put aside when it is large or old. Where the disk
 * cannot keep up, lines are dropped and counted rather than held. Never blocks. Safe for use by
 * many threads.
 */
public final class LineFile {
  private static final Logger LOG = LoggerFactory.getLogger(LineFile.class);
  private static final int QUEUE_BYTES = 4 * 1024 * 1024;
  private static final OpenOptions APPENDING =
      new OpenOptions().setAppend(true).setCreate(true).setWrite(true);

  private final Vertx vertx;
  private final String path;
  private final String name;
  private final Rotation rotation;
  private final InstantSource clock;
  private final Queue<Buffer> held = new ArrayDeque<>();
  private AsyncFile file;
  private long bytes;
  private long heldBytes;
  private long beginMillis;
  private boolean turning;
  private Future<Void> turned = Future.succeededFuture();
  private long dropped;

  private LineFile(
      Vertx vertx,
      String path,
      String name,
      Rotation rotation,
      InstantSource clock,
      AsyncFile file,
      FileProps found) {
    this.vertx = vertx;
    this.path = path;
    this.name = name;
    this.rotation = rotation;
    this.clock = clock;
    this.file = prepared(file);
    this.bytes = found.size();
    this.beginMillis = found.size() == 0 ? clock.millis() : found.creationTime();
  }

  private AsyncFile prepared(AsyncFile opened) {
    return opened
        .setWriteQueueMaxSize(QUEUE_BYTES)
        .exceptionHandler(cause -> LOG.warn("{} not written: {}", name, cause.toString()));
  }

  /**
   * Opens the file at {@code path}; fails if it cannot be written.
   *
   * @param name what it is, in warnings, such as {@code Access log}
   */
  public static Future<LineFile> open(
      Vertx vertx, String path, String name, Rotation rotation, InstantSource clock) {
    return vertx
        .fileSystem()
        .open(path, APPENDING)
        .compose(
            file ->
                vertx
                    .fileSystem()
                    .props(path)
                    .map(found -> new LineFile(vertx, path, name, rotation, clock, file, found)));
  }

  /** Appends a line, given without its end, or drops it. */
  public synchronized void add(Buffer line) {
    Buffer whole = line.appendString("\n");
    if (!turning && isDue(whole.length())) {
      turn();
    }
    if (turning ? heldBytes + whole.length() > QUEUE_BYTES : file.writeQueueFull()) {
      drop();
    } else if (turning) {
      heldBytes += whole.length();
      held.add(whole);
    } else {
      write(whole);
    }
  }

  private void write(Buffer line) {
    bytes += line.length();
    file.write(line);
  }

  private boolean isDue(int more) {
    return bytes > 0
        && (bytes + more > rotation.size()
            || clock.millis() - beginMillis > rotation.age().toMillis());
  }

  /** Lines are held until there is a new file; if there is none, they go on in the old one. */
  private void turn() {
    turning = true;
    turned =
        file.close()
            .compose(closed -> putAside(rotation.keep()))
            .onFailure(cause -> LOG.warn("{} not put aside: {}", name, cause.toString()))
            .transform(done -> vertx.fileSystem().open(path, APPENDING))
            .onSuccess(this::goOn)
            .onFailure(cause -> LOG.warn("{} not opened anew: {}", name, cause.toString()))
            .mapEmpty();
  }

  /** From the oldest to the newest, so that each finds its place free. */
  private Future<Void> putAside(int number) {
    String older = number == 1 ? path : path + "." + (number - 1);
    return vertx
        .fileSystem()
        .exists(older)
        .compose(there -> there ? move(older, path + "." + number) : Future.succeededFuture())
        .compose(moved -> number == 1 ? Future.succeededFuture() : putAside(number - 1));
  }

  private Future<Void> move(String from, String to) {
    var options = new CopyOptions().setReplaceExisting(true);
    return vertx.fileSystem().move(from, to, options);
  }

  private synchronized void goOn(AsyncFile opened) {
    file = prepared(opened);
    bytes = 0;
    beginMillis = clock.millis();
    turning = false;
    heldBytes = 0;
    for (Buffer line = held.poll(); line != null; line = held.poll()) {
      write(line);
    }
  }

  /** Counts a line that cannot be written. */
  public synchronized void drop() {
    dropped++;
    if (dropped == 1) {
      LOG.warn("{}: the disk cannot keep up, lines are dropped", name);
    }
  }

  /** How many lines were dropped. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Closes the file when all that was added is written, and tells what was not. */
  public Future<Void> close() {
    if (dropped() > 0) {
      LOG.warn("{}: lines dropped: {}", name, dropped());
    }
    return present().transform(done -> closeFile());
  }

  private synchronized Future<Void> present() {
    return turned;
  }

  private synchronized Future<Void> closeFile() {
    return turning ? Future.succeededFuture() : file.close();
  }
}
