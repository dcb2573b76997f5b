package io.mediarouter.harness.farm.media;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A folder with every {@link Sample}: made once, the same each time, kept between runs. Several
 * processes may ask for it at once: one makes, the others wait; a file appears only when it is
 * complete.
 */
public final class SampleMedia {
  private static final String LOCK = ".lock";

  private final Path folder;

  private SampleMedia(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder in the system's folder for temporary files; its name changes when the samples do, so
   * that none of an earlier version is taken for one of this.
   */
  public static Path defaultFolder() {
    int version = Arrays.stream(Sample.values()).map(Sample::arguments).toList().hashCode();
    String name = "media-router-samples-" + Integer.toHexString(version);
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  /**
   * The samples in {@code folder}; those missing are made, which takes some seconds the first time.
   *
   * @throws IOException if they cannot be made
   */
  public static SampleMedia in(Path folder, Ffmpeg tools) throws IOException {
    Files.createDirectories(folder);
    SampleMedia media = new SampleMedia(folder);
    if (!media.complete()) {
      media.makeAlone(tools);
    }
    return media;
  }

  private boolean complete() {
    return all().stream().allMatch(Files::isRegularFile);
  }

  /** A lock of files keeps out other processes, the monitor other threads of this one. */
  private void makeAlone(Ffmpeg tools) throws IOException {
    synchronized (SampleMedia.class) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        for (Sample sample : Sample.values()) {
          make(sample, tools);
        }
        lock.release();
      }
    }
  }

  private void make(Sample sample, Ffmpeg tools) throws IOException {
    if (Files.isRegularFile(path(sample))) {
      return;
    }
    Path part = folder.resolve("." + sample.fileName() + ".part");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(tools.ffmpeg().toString(), "-nostdin", "-v", "error", "-y"));
    command.addAll(sample.arguments());
    command.add(part.toString());
    ToolRun.of(command).requireSuccess("making " + sample.fileName());
    Files.move(part, path(sample), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The folder, as an origin server can serve it. */
  public Path folder() {
    return folder;
  }

  /** The file of one sample. */
  public Path path(Sample sample) {
    return folder.resolve(sample.fileName());
  }

  /** The files of all samples. */
  public List<Path> all() {
    return Arrays.stream(Sample.values()).map(this::path).toList();
  }
}
