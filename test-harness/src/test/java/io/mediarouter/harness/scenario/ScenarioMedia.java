package io.mediarouter.harness.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.Sample;
import io.mediarouter.harness.farm.media.SampleMedia;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of sources for one farm: the samples, and what a scenario adds. */
public final class ScenarioMedia implements AutoCloseable {
  /** A minute of 720p, whose transcoding takes some seconds on any machine. */
  public static final String MINUTE = "minute-720p.mp4";

  /** A third of that, for work that comes to its end in the background of other work. */
  public static final String TWENTY_SECONDS = "twenty-seconds-720p.mp4";

  private static final int BLOCK_BYTES = 1024 * 1024;

  private final Path folder;
  private final Ffmpeg tools;

  private ScenarioMedia(Path folder, Ffmpeg tools) {
    this.folder = folder;
    this.tools = tools;
  }

  static ScenarioMedia make(Ffmpeg tools) throws IOException {
    SampleMedia samples = SampleMedia.in(SampleMedia.defaultFolder(), tools);
    ScenarioMedia media =
        new ScenarioMedia(Files.createTempDirectory("media-router-sources-"), tools);
    for (Path sample : samples.all()) {
      Files.copy(sample, media.folder.resolve(sample.getFileName()));
    }
    media.addLoop(MINUTE, Sample.TEST_CARD_720P, 6);
    media.addLoop(TWENTY_SECONDS, Sample.TEST_CARD_720P, 2);
    return media;
  }

  /** Adds a sample that is played several times over, at least once. */
  public Path addLoop(String name, Sample sample, int times) throws IOException {
    Path loop = path(name);
    ToolRun.of(
            List.of(
                tools.ffmpeg().toString(),
                "-nostdin",
                "-v",
                "error",
                "-stream_loop",
                Integer.toString(times - 1),
                "-i",
                path(sample.fileName()).toString(),
                "-c",
                "copy",
                "-movflags",
                "+faststart",
                loop.toString()))
        .requireSuccess("making " + name);
    return loop;
  }

  /**
   * Adds a copy of a sample that is padded to a size: a player skips the padding, in which every
   * eight bytes tell their own place.
   */
  public Path addPadded(String name, Sample sample, int mebibytes) throws IOException {
    Path padded = path(name);
    Files.copy(path(sample.fileName()), padded);
    try (FileChannel file = FileChannel.open(padded, StandardOpenOption.APPEND)) {
      int paddingBytes = (int) ((long) mebibytes * BLOCK_BYTES - file.size());
      file.write(ByteBuffer.allocate(8).putInt(paddingBytes).put("free".getBytes(US_ASCII)).flip());
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
      for (int left = paddingBytes - 8; left > 0; left -= block.limit()) {
        number(block.clear().limit(Math.min(left, BLOCK_BYTES)), left);
        file.write(block);
      }
    }
    return padded;
  }

  private static void number(ByteBuffer block, long left) {
    for (int at = 0; at + Long.BYTES <= block.limit(); at += Long.BYTES) {
      block.putLong(at, left - at);
    }
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** A source's file. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  Ffmpeg tools() {
    return tools;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }
}
