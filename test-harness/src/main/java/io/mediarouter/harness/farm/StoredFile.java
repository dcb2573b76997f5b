package io.mediarouter.harness.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * A regular file as it was at one moment.
 *
 * @param etag a strong validator: made of the file's identity, size and time of change in
 *     nanoseconds, so that any write or replacement gives another one
 * @param lastModified in whole seconds, as HTTP tells it
 */
record StoredFile(Path path, long size, String etag, Instant lastModified) {

  static StoredFile of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException(path.toString());
    }
    long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    int identity = String.valueOf(attributes.fileKey()).hashCode();
    String etag = String.format("\"%x-%x-%x\"", attributes.size(), nanos, identity);
    Instant changed = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    return new StoredFile(path, attributes.size(), etag, changed);
  }
}
