package io.mediarouter.vertx.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as a server lists it.
 *
 * @param path relative to the server's URL, encoded as those of stored renditions
 * @param bytes its length; -1 = not told
 * @param changedAt when it was written, by the server's clock; null = not told
 */
record ListedFile(String path, long bytes, @Nullable Instant changedAt) {
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of what it lies in; empty for the server's URL itself. */
  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
