package io.mediarouter.harness.scenario.process;

import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of another JVM on this machine, which must use the serial collector. Immutable. */
public final class ProcessMemory {
  private static final Pattern USED = Pattern.compile("generation .*? used ([0-9]+)K");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");
  private static final int KIBIBYTE = 1024;

  private final long pid;

  /** That of the process with this id. */
  public ProcessMemory(long pid) {
    this.pid = pid;
  }

  /** What is left on its heap after a full collection. */
  public long liveHeapBytes() throws IOException {
    jcmd("GC.run");
    return KIBIBYTE * sum(USED, jcmd("GC.heap_info"));
  }

  private String jcmd(String command) throws IOException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return ToolRun.of(List.of(program, Long.toString(pid), command)).requireSuccess(command);
  }

  /** The most memory that it ever had, heap and all else. */
  public long peakResidentBytes() throws IOException {
    return KIBIBYTE * sum(PEAK, Files.readString(Path.of("/proc", Long.toString(pid), "status")));
  }

  private static long sum(Pattern number, String text) {
    long sum = 0;
    for (Matcher matcher = number.matcher(text); matcher.find(); ) {
      sum += Long.parseLong(matcher.group(1));
    }
    return sum;
  }
}
