package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real nginx of this process's own, of the program that is installed, with a shipped example. */
public final class Nginx implements AutoCloseable {
  private static final Path EXAMPLES = Path.of("examples", "nginx");
  private static final Duration TO_START = Duration.ofSeconds(20);
  private static final Duration TO_STOP = Duration.ofSeconds(20);

  /** Leaves tests out, by name and with the reason, where no nginx is installed. */
  public static final class Installed implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return program()
          .map(found -> ConditionEvaluationResult.enabled("nginx: " + found))
          .orElseGet(
              () ->
                  ConditionEvaluationResult.disabled(
                      "nginx: not on PATH nor in /usr/sbin (to run this: apt-get install nginx)"));
    }
  }

  private Process process;
  private final Path home;
  private final URI url;

  private Nginx(Process process, Path home, URI url) {
    this.process = process;
    this.home = home;
    this.url = url;
  }

  private static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts one; returns when it listens.
   *
   * @param example name of a shipped configuration
   * @param home an empty folder; what it serves is in its folder {@code content}
   * @param without the directives that are left out of the example, so that nginx's defaults hold
   */
  public static Nginx start(String example, Path home, String content, String... without)
      throws IOException {
    for (String folder : List.of(content, "tmp")) {
      Files.createDirectory(home.resolve(folder));
    }
    int port = freePort();
    Files.writeString(home.resolve("nginx.conf"), configuration(example, port, without));
    URI url = URI.create("http://127.0.0.1:" + port + "/");
    return new Nginx(run(home, port), home, url);
  }

  private static Process run(Path home, int port) throws IOException {
    Process process =
        new ProcessBuilder(command(home))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output.log").toFile())
            .start();
    await().atMost(TO_START).until(() -> listens(port) || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(home.resolve("output.log"))).isTrue();
    return process;
  }

  /** Ends it at once, with all its workers: the master first, who would start others for them. */
  public void kill9() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    await().atMost(TO_STOP).until(() -> !listens(url.getPort()));
  }

  /** Starts it once more on the same port, with the files that there are. */
  public void restart() throws IOException {
    process = run(home, url.getPort());
  }

  private static String configuration(String example, int port, String... without)
      throws IOException {
    String text = Files.readString(EXAMPLES.resolve(example));
    for (String directive : without) {
      assertThat(text).contains(directive);
      text = text.replace(directive, "");
    }
    return text.replaceFirst("listen 127.0.0.1:[0-9]+;", "listen 127.0.0.1:" + port + ";");
  }

  /** Its workers are another user's where this is root, who may not write to our folder. */
  private static List<String> command(Path home) {
    List<String> command = new ArrayList<>();
    command.add(program().orElseThrow().toString());
    command.addAll(List.of("-p", home + "/", "-c", "nginx.conf", "-e", "error.log"));
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("-g", "user root;"));
    }
    return command;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  static boolean listens(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, ending in a slash. */
  public URI url() {
    return url;
  }

  /** All files below one of its folders. */
  public List<Path> files(String content) throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve(content))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
