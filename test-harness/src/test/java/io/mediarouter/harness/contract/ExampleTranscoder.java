package io.mediarouter.harness.contract;

import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.scenario.process.FarmProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The shipped example of a transcoding server, as a user starts it. */
public final class ExampleTranscoder {
  private static final Path FILE = Path.of("examples", "TranscodingServer.java");

  private ExampleTranscoder() {}

  /**
   * Starts it on a free port, with these tools on its PATH.
   *
   * @param sources address below which its sources lie
   */
  public static FarmProcess start(Ffmpeg tools, URI sources) throws IOException {
    Path programs = tools.ffmpeg().toAbsolutePath().getParent();
    return FarmProcess.start(
        List.of(
            "env",
            "PATH=" + programs + File.pathSeparator + System.getenv("PATH"),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            FILE.toString(),
            "0",
            sources.toString()));
  }
}
