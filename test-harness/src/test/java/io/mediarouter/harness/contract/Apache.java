package io.mediarouter.harness.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Apache httpd of this process's own, as it is without settings, with a folder to serve. */
final class Apache implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final List<String> MODULES = List.of("mpm_event", "authz_core");

  private final Process process;
  private final URI url;

  private Apache(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** The program that is installed, if one is, beside whose folder its modules are. */
  static Optional<Path> program() {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(folder -> Stream.of(Path.of(folder, "apache2"), Path.of(folder, "httpd")))
        .filter(Files::isExecutable)
        .filter(program -> Files.isDirectory(modules(program)))
        .findFirst();
  }

  private static Path modules(Path program) {
    return program.resolveSibling("../lib/apache2/modules").normalize();
  }

  /** Starts one; returns when it listens. */
  static Apache start(Path program, Path home, Path content) throws IOException {
    int port = Nginx.freePort();
    // Its workers are another user's where this is root.
    for (Path folder : List.of(home, content)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    StringBuilder text = new StringBuilder("ServerName localhost\n");
    text.append("ServerRoot \"%s\"%nListen 127.0.0.1:%d%n".formatted(home, port));
    text.append("PidFile \"%1$s/httpd.pid\"%nErrorLog \"%1$s/httpd.log\"%n".formatted(home));
    for (String module : MODULES) {
      Path file = modules(program).resolve("mod_" + module + ".so");
      text.append("LoadModule %s_module \"%s\"%n".formatted(module, file));
    }
    text.append("User nobody%nGroup nogroup%nDocumentRoot \"%s\"%n".formatted(content));
    Path file = Files.writeString(home.resolve("httpd.conf"), text);
    Process process =
        new ProcessBuilder(program.toString(), "-X", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("httpd.out").toFile())
            .start();
    await().atMost(TO_START).until(() -> Nginx.listens(port) || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(home.resolve("httpd.out"))).isTrue();
    return new Apache(process, URI.create("http://127.0.0.1:" + port + "/"));
  }

  /** Where it listens, ending in a slash. */
  URI url() {
    return url;
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
