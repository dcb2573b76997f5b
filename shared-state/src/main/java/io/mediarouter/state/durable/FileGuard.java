package io.mediarouter.state.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A small file beside the store's own: its lock keeps other proxies out, and it remembers how many
 * batches were written. That number is written after the batch, so it is never ahead of a store
 * that is whole; H2 opens one that was cut off, as it was at some earlier time, without a word.
 */
final class FileGuard {
  private final FileChannel channel;

  private FileGuard(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; null if another proxy has it. */
  static @Nullable FileGuard take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      return null;
    }
    return new FileGuard(channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // by this very process
    }
  }

  /** How many batches were written; 0 where nobody has counted. */
  long batches() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
    return channel.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) : 0;
  }

  void remember(long batches) throws IOException {
    channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, batches), 0);
  }

  /** Lets others in. */
  void release() throws IOException {
    channel.close();
  }
}
