package io.mediarouter.harness.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CPU time of a process as Linux accounts it, thread by thread ({@code
 * /proc/PID/task/TID/stat}, user and system time).
 *
 * @param secondsOfThreads by thread id
 */
record ProcessCpu(Map<Long, Double> secondsOfThreads) {
  /** Linux has told this unit to every program, on every architecture we run on, ever since. */
  private static final double TICKS_PER_SECOND = 100;

  /** Positions in proc(5)'s stat, counted from the state that follows the name in parentheses. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;
  private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");

  ProcessCpu {
    secondsOfThreads = Map.copyOf(secondsOfThreads);
  }

  /**
   * The process's CPU time so far.
   *
   * @param compilers whether the threads of the just-in-time compiler count
   */
  static ProcessCpu of(long pid, boolean compilers) throws IOException {
    Map<Long, Double> seconds = new HashMap<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      threads.forEach(thread -> add(thread, compilers, seconds));
    }
    return new ProcessCpu(seconds);
  }

  private static void add(Path thread, boolean compilers, Map<Long, Double> seconds) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      if (compilers || COMPILERS.stream().noneMatch(name::startsWith)) {
        seconds.put(Long.valueOf(thread.getFileName().toString()), seconds(stat));
      }
    } catch (NoSuchFileException e) {
      // The thread has ended.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return ticks / TICKS_PER_SECOND;
  }

  /** Seconds spent since {@code earlier}, by the threads that are there now. */
  double since(ProcessCpu earlier) {
    double seconds = 0;
    for (var thread : secondsOfThreads.entrySet()) {
      seconds += thread.getValue() - earlier.secondsOfThreads.getOrDefault(thread.getKey(), 0.0);
    }
    return seconds;
  }
}
