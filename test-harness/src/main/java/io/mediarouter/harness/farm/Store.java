package io.mediarouter.harness.farm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A folder that files are put into as a whole or not at all: an upload is written beside the files,
 * under a hidden name, and renamed once it is complete. Counts the bytes it holds against a limit.
 * Thread-safe.
 */
final class Store {
  private static final String INCOMING = ".incoming";
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Folder folder;
  private final long quotaBytes;
  private final Path incoming;
  private final AtomicLong usedBytes = new AtomicLong();

  /**
   * @param quotaBytes most bytes that the files may have together
   * @throws IOException if the folder cannot be made or read
   */
  Store(Path root, long quotaBytes) throws IOException {
    Files.createDirectories(root);
    this.folder = new Folder(root);
    this.quotaBytes = quotaBytes;
    this.incoming = Files.createDirectories(folder.root().resolve(INCOMING));
    clearIncoming();
    usedBytes.set(measure());
  }

  /** What an earlier process left half-written is of no use. */
  private void clearIncoming() throws IOException {
    try (Stream<Path> left = Files.list(incoming)) {
      for (Path each : left.toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private long measure() throws IOException {
    try (Stream<Path> files = Files.walk(folder.root())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  Folder folder() {
    return folder;
  }

  /** Bytes that can still be stored. */
  long freeBytes() {
    return Math.max(
        0, Math.min(quotaBytes - usedBytes.get(), folder.root().toFile().getUsableSpace()));
  }

  /** Share of the room that is used, 0 to 1. */
  double utilization() {
    double free = freeBytes();
    double used = usedBytes.get();
    return free + used <= 0 ? 1 : Math.min(1, used / (free + used));
  }

  /**
   * Takes an upload.
   *
   * @param expectedBytes its announced length, or -1
   * @throws NoRoomException if it does not fit
   * @throws IOException if it breaks off or cannot be stored; then nothing is left of it
   */
  void put(Path place, InputStream body, long expectedBytes) throws IOException {
    if (expectedBytes > freeBytes()) {
      throw new NoRoomException(expectedBytes, freeBytes());
    }
    Path part = incoming.resolve(UUID.randomUUID() + ".part");
    try {
      publish(part, place, receive(part, body, expectedBytes));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long receive(Path part, InputStream body, long expectedBytes) throws IOException {
    long received = 0;
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream file = Channels.newOutputStream(channel);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        received += count;
        if (received > quotaBytes - usedBytes.get()) {
          throw new NoRoomException(received, freeBytes());
        }
        write(file, buffer, count);
      }
      channel.force(false);
    }
    if (expectedBytes >= 0 && received != expectedBytes) {
      throw new IOException(
          "the upload broke off after " + received + " of " + expectedBytes + " bytes");
    }
    return received;
  }

  private void write(OutputStream file, byte[] buffer, int count) throws IOException {
    try {
      file.write(buffer, 0, count);
    } catch (IOException e) {
      throw new NoRoomException(count, freeBytes());
    }
  }

  private synchronized void publish(Path part, Path place, long size) throws IOException {
    if (!folder.holds(place)) {
      throw new FileSystemException(place.toString());
    }
    long replaced = lengthOf(place);
    Files.createDirectories(folderOf(place));
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    usedBytes.addAndGet(size - replaced);
  }

  /**
   * Removes a file and the folders that it leaves empty.
   *
   * @return whether there was such a file
   */
  synchronized boolean delete(Path place) throws IOException {
    long size = lengthOf(place);
    if (!Files.isRegularFile(place) || !Files.deleteIfExists(place)) {
      return false;
    }
    usedBytes.addAndGet(-size);
    pruneUpwards(folderOf(place));
    return true;
  }

  private void pruneUpwards(Path from) throws IOException {
    try {
      for (Path each = from; !each.equals(folder.root()); each = folderOf(each)) {
        Files.delete(each);
      }
    } catch (DirectoryNotEmptyException e) {
      // Others lie there.
    }
  }

  /** A place is always below the root, so it has a parent. */
  private static Path folderOf(Path place) {
    return requireNonNull(place.getParent(), "parent");
  }

  private static long lengthOf(Path place) {
    return place.toFile().length();
  }
}
