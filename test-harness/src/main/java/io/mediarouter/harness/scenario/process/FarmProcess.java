package io.mediarouter.harness.scenario.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, started from an executable jar and known by the line {@code
 * listening on URL} that it prints. Its standard error goes where ours goes. Safe for use by
 * several threads.
 */
public final class FarmProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (http\\S+)");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final int STOP_SECONDS = 10;

  /** How it was started. */
  private record Start(List<String> command, Redirect errors, Consumer<Process> born) {}

  private final Start start;
  private final URI url;
  private volatile Process process;

  private FarmProcess(Start start, URI url, Process process) {
    this.start = start;
    this.url = url;
    this.process = process;
  }

  /**
   * Starts {@code java JVM-OPTIONS -jar JAR ARGUMENTS} and waits until it listens, for at most a
   * minute. A pipe is its standard input, so that with {@code --exit-with-stdin} it ends when this
   * process does.
   *
   * @throws IOException if it ends or does not listen in time
   */
  public static FarmProcess start(Path jar, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return start(command);
  }

  /** As {@link #start(Path, List, List)}, without options for the JVM. */
  public static FarmProcess start(Path jar, String... arguments) throws IOException {
    return start(jar, List.of(), List.of(arguments));
  }

  /**
   * Starts any command that prints {@code listening on URL}.
   *
   * @throws IOException if it ends or does not listen in time
   */
  public static FarmProcess start(List<String> command) throws IOException {
    return start(command, Redirect.INHERIT, process -> {});
  }

  /**
   * As {@link #start(List)}, with a place for what it writes to its standard error, and with
   * somebody who learns of the process before it listens.
   */
  static FarmProcess start(List<String> command, Redirect errors, Consumer<Process> born)
      throws IOException {
    return start(new Start(List.copyOf(command), errors, born));
  }

  private static FarmProcess start(Start start) throws IOException {
    Process process = new ProcessBuilder(start.command()).redirectError(start.errors()).start();
    start.born().accept(process);
    CompletableFuture<URI> announced = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, announced), "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    try {
      URI url = announced.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      return new FarmProcess(start, url, process);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("not listening: " + String.join(" ", start.command()), e);
    }
  }

  /** Reads to the end, so that the child never waits for us to take its output. */
  private static void read(Process process, CompletableFuture<URI> announced) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          announced.complete(URI.create(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      announced.completeExceptionally(e);
    }
    announced.completeExceptionally(new IOException("the process ended before it listened"));
  }

  /** Where it listens, ending in a slash. */
  public URI url() {
    return url;
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Freezes it, as a host that hangs does: connections stay open and nothing answers. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  /** Lets it go on after {@link #freeze()}. */
  public void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IOException("signal " + name + " to " + process.pid() + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Kills it without a warning and waits until it is gone. */
  public void kill9() {
    kill9(process);
  }

  /** Asks it to stop, and does not wait. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Waits until it has ended.
   *
   * @return its exit code; empty if it goes on for longer than {@code limit}
   */
  public OptionalInt awaitExit(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** Asks it to stop, waits up to ten seconds and then kills it. */
  public void stop() {
    stop(process);
  }

  /**
   * Starts it again where it listened, after it has ended or been stopped by this; returns when it
   * listens. Meant for commands that have {@code --port} and were started without.
   *
   * @throws IOException if it ends or does not listen in time
   */
  public synchronized void restart() throws IOException {
    stop();
    List<String> command = new ArrayList<>(start.command());
    command.addAll(List.of("--port", Integer.toString(url.getPort())));
    process = start(command, start.errors(), start.born()).process;
  }

  static void stop(Process process) {
    process.destroy();
    if (!await(process)) {
      kill9(process);
    }
  }

  private static void kill9(Process process) {
    process.destroyForcibly();
    await(process);
  }

  /** The processes that it started and that still run, and theirs. */
  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  private static boolean await(Process process) {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
