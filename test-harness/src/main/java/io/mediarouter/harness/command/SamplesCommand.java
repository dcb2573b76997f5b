package io.mediarouter.harness.command;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.media.SampleMedia;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code samples}: makes the sample media. */
@Command(
    name = "samples",
    description = "Makes the sample media, unless they are there, and prints their paths.",
    mixinStandardHelpOptions = true)
public final class SamplesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--folder",
      description = "Where they go (default: a folder in the system's temporary folder).")
  private Path folder = SampleMedia.defaultFolder();

  @Option(
      names = "--ffmpeg",
      description = "ffmpeg program (default: from PATH, else the packed one).")
  private @Nullable Path ffmpeg;

  @Override
  public Integer call() throws InterruptedException {
    return Commands.checked(spec, this::print);
  }

  private int print(PrintWriter out) {
    make().all().forEach(out::println);
    return 0;
  }

  private SampleMedia make() {
    try {
      return SampleMedia.in(folder, Ffmpeg.locate(ffmpeg));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
