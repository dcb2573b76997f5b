package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real S3 gateway as a process of its own, which refuses what is not signed; what it stores are
 * files. Its program comes from the Maven repository, by {@code examples/s3}.
 */
public final class S3Gateway implements BeforeAllCallback, AfterAllCallback {
  public static final String ACCESS_KEY = "AKIAMEDIAROUTER";
  public static final String SECRET_KEY = "s3cr3t-that-nobody/may+see";

  private static final Path SOURCE = Path.of("examples", "s3", "pom.xml");
  private static final Path FOLDER = Path.of("target", "s3").toAbsolutePath();
  private static final Path MAVEN = Path.of("..", "mvnw").toAbsolutePath().normalize();
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final int MINUTES_TO_FETCH = 5;

  private final int port;
  private final String bucket;
  private Path home;
  private Process process;

  private S3Gateway(int port, String bucket) {
    this.port = port;
    this.bucket = bucket;
  }

  /** A gateway with one bucket, started before all tests of a class and ended after them. */
  public static S3Gateway with(String bucket) {
    try {
      return new S3Gateway(Nginx.freePort(), bucket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves tests out, by name and with the reason, where its program cannot be had. */
  public static final class Installed implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      try {
        fetch();
        return ConditionEvaluationResult.enabled("S3 gateway: " + FOLDER);
      } catch (IOException e) {
        return ConditionEvaluationResult.disabled("S3 gateway: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ConditionEvaluationResult.disabled("S3 gateway: interrupted");
      }
    }
  }

  /** Several processes test at a time. */
  private static synchronized void fetch() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    try (var lock =
        FileChannel.open(
            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(FOLDER.resolve("complete"))) {
        Files.copy(SOURCE, FOLDER.resolve("pom.xml"), StandardCopyOption.REPLACE_EXISTING);
        build();
        Files.createFile(FOLDER.resolve("complete"));
      }
    }
  }

  private static void build() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(MAVEN.toString(), "-q", "-ntp", "-B"));
    String repository = System.getProperty("maven.repository");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + Path.of(repository).toAbsolutePath().normalize());
    }
    if (System.getProperty("maven.mode", "").endsWith("true")) {
      command.add("-o");
    }
    command.add("package");
    Process maven =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("build.log").toFile())
            .start();
    if (!maven.waitFor(MINUTES_TO_FETCH, TimeUnit.MINUTES) || maven.exitValue() != 0) {
      maven.destroyForcibly();
      throw new IOException("not in the Maven repository (see " + FOLDER + "/build.log)");
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    home = Files.createTempDirectory("s3-gateway");
    Files.createDirectories(home.resolve("buckets").resolve(bucket));
    Files.writeString(home.resolve("gateway.properties"), properties());
    Files.writeString(
        credentials(),
        "[media]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(ACCESS_KEY, SECRET_KEY));
    Files.writeString(
        home.resolve("logback.xml"), "<configuration><root level=\"WARN\"/></configuration>");
    process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output.log").toFile())
            .start();
    await().atMost(TO_START).until(() -> listens() || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(home.resolve("output.log"))).isTrue();
  }

  private String properties() {
    return String.join(
        "\n",
        "s3proxy.endpoint=" + endpoint(),
        "s3proxy.authorization=aws-v4",
        "s3proxy.identity=" + ACCESS_KEY,
        "s3proxy.credential=" + SECRET_KEY,
        "jclouds.provider=filesystem-nio2",
        "jclouds.filesystem.basedir=" + home.resolve("buckets"),
        "jclouds.identity=none",
        "jclouds.credential=none",
        "");
  }

  /** What others may read of its files, it gives to everybody. */
  private List<String> command() {
    return List.of(
        "sh",
        "-c",
        "umask 077 && exec \"$0\" \"$@\"",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        home + File.pathSeparator + FOLDER.resolve("target").resolve("lib") + File.separator + "*",
        "org.gaul.s3proxy.Main",
        "--properties",
        home.resolve("gateway.properties").toString());
  }

  private boolean listens() {
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A file with its credentials, below {@code [media]}. */
  public Path credentials() {
    return home.resolve("credentials");
  }

  /** The URL of a place in its bucket as the configuration has it. */
  public String url(String prefix) {
    return "s3+" + endpoint() + "/" + bucket + "/" + prefix;
  }

  /** Puts a file into the bucket. */
  public void put(String key, Path file) throws IOException {
    Path to = folder().resolve(key);
    Files.createDirectories(to.getParent());
    Files.copy(file, to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
  }

  private Path folder() {
    return home.resolve("buckets").resolve(bucket);
  }

  /** All that lies below a prefix. */
  public List<Path> files(String prefix) throws IOException {
    if (!Files.exists(folder().resolve(prefix))) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder().resolve(prefix))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (process != null) {
      process.destroyForcibly();
      await().atMost(TO_START).until(() -> !process.isAlive());
    }
    try (Stream<Path> all = Files.walk(home)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
