package io.mediarouter.harness.scenario.soak;

import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The resources that a JVM of this machine holds at a moment.
 *
 * @param heapBytes live objects, after a full collection
 * @param handles open files and sockets
 * @param threads of the JVM and its own
 */
public record Vitals(long heapBytes, long handles, long threads) {
  private static final double MEBIBYTE = 1024 * 1024;

  /** Those of a process, which must use the serial collector. */
  static Vitals of(FarmProcess process) throws IOException {
    long heapBytes = new ProcessMemory(process.pid()).liveHeapBytes();
    Path about = Path.of("/proc", Long.toString(process.pid()));
    return new Vitals(heapBytes, count(about.resolve("fd")), count(about.resolve("task")));
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  /** What this has become, a line for a table. */
  String comparedWith(Vitals after) {
    return String.format(
        Locale.ROOT,
        "heap %5.1f -> %5.1f MiB (%.2f)   handles %4d -> %4d (%.2f)   threads %3d -> %3d (%.2f)",
        heapBytes / MEBIBYTE,
        after.heapBytes / MEBIBYTE,
        ratio(heapBytes, after.heapBytes),
        handles,
        after.handles,
        ratio(handles, after.handles),
        threads,
        after.threads,
        ratio(threads, after.threads));
  }

  private static double ratio(long before, long after) {
    return (double) after / before;
  }

  /** Whether what has become of this is no more than this, but for some slack. */
  boolean isFlat(Vitals after) {
    return isFlat(heapBytes, after.heapBytes, 8 * (long) MEBIBYTE)
        && isFlat(handles, after.handles, 20)
        && isFlat(threads, after.threads, 8);
  }

  private static boolean isFlat(long before, long after, long slack) {
    return after <= before + before / 4 + slack;
  }
}
