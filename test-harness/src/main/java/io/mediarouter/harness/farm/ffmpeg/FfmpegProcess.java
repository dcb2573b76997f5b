package io.mediarouter.harness.farm.ffmpeg;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * One running ffmpeg whose output is read from {@link #output()}. Its standard error is drained by
 * a thread of its own. Safe for use by several threads; only one may read the output.
 */
public final class FfmpegProcess implements AutoCloseable {
  private static final int GRACE_MILLIS = 500;

  private final Process process;
  private final FfmpegLog log = new FfmpegLog();
  private final Thread logReader;
  private double lastCpuSeconds;

  private FfmpegProcess(Process process) {
    this.process = process;
    this.logReader = new Thread(this::readLog, "ffmpeg-log-" + process.pid());
    logReader.setDaemon(true);
    logReader.start();
  }

  /**
   * Starts a command made by {@link TranscodeCommand}.
   *
   * @throws IOException if the program cannot be started
   */
  public static FfmpegProcess start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().put("AV_LOG_FORCE_NOCOLOR", "1");
    builder.environment().put("SVT_LOG", "1");
    return new FfmpegProcess(builder.start());
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.accept(line);
      }
    } catch (IOException e) {
      // The process was destroyed while a line was being read: what it said before is kept.
    }
  }

  /** The media, while it is made. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** How far it has come, at most a quarter of a second old while it runs. */
  public Progress progress() {
    return log.progress();
  }

  /** By which words it found its source to be cut or damaged; empty where it did not. */
  public Optional<String> sourceCut() {
    return log.cut();
  }

  /** By which words it found that its source could not be read on; empty where it did not. */
  public Optional<String> sourceBrokenOff() {
    return log.brokenOff();
  }

  /** Whether it said that there is an output without anything in it, which may have a head. */
  public boolean saysEmpty() {
    return log.saysEmpty();
  }

  /** The last errors it reported, sanitised for clients. */
  public Optional<String> lastWords() {
    return log.lastWords();
  }

  /** What its encoder in hardware first complained of; empty where it did not, or is none. */
  public Optional<String> hardwareComplaint() {
    return log.hardware();
  }

  /** How loud the sound was, once it has listened to it all. */
  public Loudness loudness() {
    return log.loudness();
  }

  /**
   * Processor time used so far, user and system, in seconds. Never decreases; after a normal end it
   * is ffmpeg's own count, after a kill the last look at {@code /proc}.
   */
  public synchronized double cpuSeconds() {
    OptionalDouble seen = log.cpuSeconds();
    if (seen.isEmpty() && process.isAlive()) {
      seen = ProcessTimes.cpuSeconds(process.pid());
    }
    lastCpuSeconds = Math.max(lastCpuSeconds, seen.orElse(0));
    return lastCpuSeconds;
  }

  /** Waits for the end and for all it has said; gives the exit code. */
  public int awaitExit() throws InterruptedException {
    int code = process.waitFor();
    logReader.join(GRACE_MILLIS);
    return code;
  }

  /** Waits for the end, at most so long; tells whether it has come. */
  public boolean awaitExit(Duration most) throws InterruptedException {
    return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it and returns at once. */
  public void kill() {
    cpuSeconds();
    process.destroyForcibly();
  }

  /** Kills it and closes its output. Returns when it is gone. */
  @Override
  public void close() {
    kill();
    closeOutput();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeOutput() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      // It is being destroyed anyway.
    }
  }
}
