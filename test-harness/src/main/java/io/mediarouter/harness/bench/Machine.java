package io.mediarouter.harness.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * The processors of this machine: load and farm get one, the proxy under test another, where there
 * are two and {@code taskset} is installed.
 *
 * @param pinned whether that is so
 */
record Machine(boolean pinned) {
  private static final String LOAD_CPU = "0";
  private static final String PROXY_CPU = "1";

  /** Finds out, and puts this process on its own processor. */
  static Machine prepare() throws InterruptedException {
    boolean several = Runtime.getRuntime().availableProcessors() > 1;
    String self = Long.toString(ProcessHandle.current().pid());
    return new Machine(several && succeeds("taskset", "-a", "-c", "-p", LOAD_CPU, self));
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The command, on the proxy's processor. */
  List<String> onProxyCpu(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (pinned) {
      whole.addAll(List.of("taskset", "-c", PROXY_CPU));
    }
    whole.addAll(command);
    return whole;
  }
}
