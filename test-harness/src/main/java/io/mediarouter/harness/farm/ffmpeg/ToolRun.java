package io.mediarouter.harness.farm.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One finished run of a program on media of our own.
 *
 * @param exitCode -1 if it was ended for taking longer than two minutes, or the limit that was set
 * @param output what it wrote to standard output, and to standard error unless that is apart
 * @param errors what it wrote to standard error, where that is apart; at most 64 kB
 */
public record ToolRun(int exitCode, String output, String errors) {
  private static final int MOST_ERRORS = 64 * 1024;
  private static final int TIMEOUT_SECONDS = 120;

  /**
   * Runs a program to its end.
   *
   * @throws IOException if it cannot be started
   */
  public static ToolRun of(List<String> command) throws IOException {
    return run(command, TIMEOUT_SECONDS, true);
  }

  /** As {@link #of}, with another limit of time. */
  public static ToolRun of(List<String> command, int timeoutSeconds) throws IOException {
    return run(command, timeoutSeconds, true);
  }

  /** As {@link #of}, with standard error apart and with another limit of time. */
  static ToolRun quietly(List<String> command, int timeoutSeconds) throws IOException {
    return run(command, timeoutSeconds, false);
  }

  private static ToolRun run(List<String> command, int timeoutSeconds, boolean withErrors)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectInput(Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(withErrors);
    Process process = builder.start();
    CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> errors(process));
    // A program that hangs is ended by the timer, which ends the reading below.
    CompletableFuture<Process> exit = process.onExit().orTimeout(timeoutSeconds, TimeUnit.SECONDS);
    exit.exceptionally(timeout -> process.destroyForcibly());
    byte[] output = process.getInputStream().readAllBytes();
    int code = exit.handle((ended, failure) -> failure == null ? ended.exitValue() : -1).join();
    return new ToolRun(code, new String(output, StandardCharsets.UTF_8), errors.join());
  }

  private static String errors(Process process) {
    try (InputStream errors = process.getErrorStream()) {
      String first = new String(errors.readNBytes(MOST_ERRORS), StandardCharsets.UTF_8);
      errors.transferTo(OutputStream.nullOutputStream());
      return first;
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Gives the output of a run that went well.
   *
   * @throws IOException if it did not end with exit code 0
   */
  public String requireSuccess(String what) throws IOException {
    if (exitCode != 0) {
      throw new IOException(what + " failed with exit code " + exitCode + ": " + output);
    }
    return output;
  }
}
