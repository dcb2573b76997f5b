package io.mediarouter.harness.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * The processors of this machine: load and farm get one, and the proxy under test those after it,
 * as many as it has event loops, where there are two and {@code taskset} is installed. Where there
 * are fewer, the proxy shares the one of load and farm: its CPU time per request still tells how it
 * scales.
 *
 * @param pinned whether that is so
 * @param processors how many there are, at least 1
 * @param eventLoops how many the proxy has, at least 1
 */
record Machine(boolean pinned, int processors, int eventLoops) {
  private static final String LOAD_CPU = "0";

  /** Finds out, and puts this process on its own processor. */
  static Machine prepare(int eventLoops) throws InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    String self = Long.toString(ProcessHandle.current().pid());
    boolean pinned = processors > 1 && succeeds("taskset", "-a", "-c", "-p", LOAD_CPU, self);
    return new Machine(pinned, processors, eventLoops);
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

  /** Which processors the proxy has, as {@code taskset} takes them. */
  String proxyCpus() {
    if (eventLoops == 1) {
      return "1";
    }
    return eventLoops < processors ? "1-" + eventLoops : "0-" + (processors - 1);
  }

  /** The command, on the proxy's processors. */
  List<String> onProxyCpu(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (pinned) {
      whole.addAll(List.of("taskset", "-c", proxyCpus()));
    }
    whole.addAll(command);
    return whole;
  }
}
