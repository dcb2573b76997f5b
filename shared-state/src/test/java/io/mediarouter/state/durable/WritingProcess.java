package io.mediarouter.state.durable;

import static io.mediarouter.state.StateSamples.job;

import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy in a process of its own that writes jobs without end, and prints each that is safe. */
final class WritingProcess {
  private WritingProcess() {}

  static Process start(Path directory) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                directory.toString()))
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /** Writes until it is killed, or nobody reads what it prints. */
  public static void main(String[] arguments) throws Exception {
    SharedState proxy = Proxies.alone(Path.of(arguments[0]));
    for (int i = 0; !System.out.checkError(); i++) {
      String id = "job-" + i;
      proxy
          .jobs()
          .replace(id, SharedTable.ABSENT, job(id))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      System.out.println(id);
    }
    System.exit(1);
  }
}
