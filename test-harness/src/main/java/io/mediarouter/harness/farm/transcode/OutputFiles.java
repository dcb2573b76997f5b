package io.mediarouter.harness.farm.transcode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files into which one ffmpeg writes several outputs. They lose their names once ffmpeg has
 * opened them, so that nothing is left of them however this process ends. One thread reads; others
 * may ask for sizes and close.
 */
public final class OutputFiles implements AutoCloseable {
  private final Path folder;
  private final List<Path> paths = new ArrayList<>();
  private final List<FileChannel> channels = new ArrayList<>();
  private final Consumer<OutputFiles> whenClosed;
  private boolean named = true;

  OutputFiles(int count, Consumer<OutputFiles> whenClosed) throws IOException {
    this.whenClosed = whenClosed;
    folder =
        Files.createTempDirectory("media-router-outputs-" + ProcessHandle.current().pid() + "-");
    try {
      for (int i = 0; i < count; i++) {
        add(folder.resolve("output-" + i));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void add(Path path) throws IOException {
    channels.add(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
    paths.add(path);
  }

  /** Where ffmpeg is to write. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  /** Whether ffmpeg has written to each of them. */
  public synchronized boolean haveBegun() {
    boolean begun = channels.stream().allMatch(channel -> size(channel) > 0);
    if (begun && named) {
      removeNames();
    }
    return begun;
  }

  /** Bytes of one output so far. */
  public long size(int index) {
    return size(channels.get(index));
  }

  /** Bytes of all outputs so far; those of a closed file do not count. */
  long bytes() {
    return channels.stream().mapToLong(OutputFiles::size).sum();
  }

  private static long size(FileChannel channel) {
    try {
      return channel.isOpen() ? channel.size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Writes one output from its start. */
  public void writeTo(int index, OutputStream out) throws IOException {
    Channels.newInputStream(channels.get(index).position(0)).transferTo(out);
  }

  private void removeNames() {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path path : left.toList()) {
        Files.deleteIfExists(path);
      }
      Files.deleteIfExists(folder);
      named = false;
    } catch (IOException e) {
      // They keep their names until they are closed; then the system's folder has to be tidied.
    }
  }

  @Override
  public synchronized void close() {
    whenClosed.accept(this);
    for (FileChannel channel : channels) {
      closeQuietly(channel);
    }
    if (named) {
      removeNames();
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nobody reads it any more.
    }
  }
}
