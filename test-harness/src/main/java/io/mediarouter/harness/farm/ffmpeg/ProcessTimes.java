package io.mediarouter.harness.farm.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Processor time of a process as the Linux kernel accounts it in {@code /proc/PID/stat}. */
final class ProcessTimes {
  /** Linux reports in units of 1/100 s to programs, whatever its own tick. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private ProcessTimes() {}

  /** User and system time in seconds; empty if the process is gone or there is no {@code /proc}. */
  static OptionalDouble cpuSeconds(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * The program's name stands in parentheses and may itself hold blanks and parentheses: count
   * after it.
   */
  static OptionalDouble parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
    if (fields.length <= STIME) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_PER_SECOND);
  }
}
