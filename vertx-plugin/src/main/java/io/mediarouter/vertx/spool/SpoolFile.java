package io.mediarouter.vertx.spool;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import org.jspecify.annotations.Nullable;

/**
 * The file that an output moves to when memory is not enough, from the first byte that needs it. It
 * has no name once it is open (on POSIX systems), so that it is gone with the process however that
 * ends. Once it is full, it takes no more, even if there is room again. Guarded by its spool's
 * lock.
 */
final class SpoolFile {
  private static final String OWNER_ONLY = "rw-------";

  private final Vertx vertx;
  private final SpoolLimits limits;
  private final SpoolBudget budget;
  private @Nullable Future<AsyncFile> file;
  private @Nullable String whyFull;
  private long taken;
  private boolean closed;

  SpoolFile(Vertx vertx, SpoolLimits limits, SpoolBudget budget) {
    this.vertx = vertx;
    this.limits = limits;
    this.budget = budget;
  }

  /** Whether anything was to be written to it. */
  boolean isUsed() {
    return file != null;
  }

  boolean isFull() {
    return whyFull != null;
  }

  /** Why it takes no more; empty while it does. */
  String whyFull() {
    return whyFull == null ? "" : whyFull;
  }

  /** Takes room for a chunk; otherwise it is full from now on. */
  boolean takeRoom(int bytes) {
    if (isFull()) {
      return false;
    }
    if (taken + bytes > limits.diskBytes()) {
      whyFull = "longer than spool.disk, " + limits.diskBytes() + " bytes";
    } else if (!budget.takeDisk(bytes)) {
      whyFull = "spool.totalDisk, " + budget.diskLimit() + " bytes, used up";
      budget.diskFoundFull(whyFull);
    } else {
      taken += bytes;
    }
    return !isFull();
  }

  /** Learns that a chunk, for which there was room, could not be written. */
  void failed(int bytes, Throwable cause) {
    taken -= bytes;
    budget.giveDisk(bytes);
    whyFull = "the file in " + limits.directory() + " failed, " + cause;
    budget.diskFoundFull(whyFull);
  }

  /** Writes a chunk that there is room for. */
  Future<Void> write(Buffer chunk, long offset) {
    if (file == null) {
      file = create();
    }
    return file.compose(open -> open.write(chunk, offset));
  }

  private Future<AsyncFile> create() {
    FileSystem files = vertx.fileSystem();
    return files
        .createTempFile(limits.directory().toString(), "media-router-", ".spool", OWNER_ONLY)
        .compose(path -> open(files, path));
  }

  private static Future<AsyncFile> open(FileSystem files, String path) {
    var options = new OpenOptions().setRead(true).setWrite(true).setDeleteOnClose(true);
    return files
        .open(path, options)
        .recover(cause -> files.delete(path).transform(gone -> Future.failedFuture(cause)));
  }

  /** Some bytes that were written. */
  Future<Buffer> read(long offset, int length) {
    if (file == null || closed) {
      return Future.failedFuture(new IllegalStateException("spool: no file to read from"));
    }
    return file.compose(open -> open.read(Buffer.buffer(length), 0, offset, length));
  }

  /** Gives up the file and its room; doing so again does nothing. */
  void close() {
    budget.giveDisk(taken);
    taken = 0;
    if (file != null && !closed) {
      file.onSuccess(AsyncFile::close);
    }
    closed = true;
  }
}
