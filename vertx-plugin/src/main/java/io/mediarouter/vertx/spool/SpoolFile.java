package io.mediarouter.vertx.spool;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;

/**
 * The file that an output moves to when memory is not enough. It has no name once it is open (on
 * POSIX systems), so that it is gone with the process however that ends.
 */
final class SpoolFile {
  private static final String OWNER_ONLY = "rw-------";

  private final Future<AsyncFile> file;

  SpoolFile(Vertx vertx, Path directory) {
    var options = new OpenOptions().setRead(true).setWrite(true).setDeleteOnClose(true);
    file =
        vertx
            .fileSystem()
            .createTempFile(directory.toString(), "media-router-", ".spool", OWNER_ONLY)
            .compose(path -> vertx.fileSystem().open(path, options));
  }

  Future<Void> write(Buffer chunk, long offset) {
    return file.compose(open -> open.write(chunk, offset));
  }

  Future<Buffer> read(long offset, int length) {
    return file.compose(open -> open.read(Buffer.buffer(length), 0, offset, length));
  }

  void close() {
    file.onSuccess(AsyncFile::close);
  }
}
