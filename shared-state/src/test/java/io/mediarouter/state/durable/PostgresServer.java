package io.mediarouter.state.durable;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL server of this process's own. */
public final class PostgresServer implements AutoCloseable {
  private static final List<String> OTHER_USERS = List.of("postgres", "nobody");
  private static final String USER = "media";

  /** What a proxy is told. */
  public record Account(String url, String user, String password) {
    DurableStore open() {
      return DurableStore.postgres(url, user, password);
    }

    Connection connect() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }
  }

  private final Path binaries;
  private final Path home;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();
  private Process process;

  private PostgresServer(Path binaries, Path home, int port) {
    this.binaries = binaries;
    this.home = home;
    this.port = port;
  }

  /** Starts one with no database of ours. */
  public static PostgresServer start() {
    try {
      Path home = newHome();
      var server = new PostgresServer(PostgresBinaries.in(home), home, freePort());
      server.initialise();
      server.begin();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** PostgreSQL does not run as root, and its user cannot enter every directory of root's. */
  private static Path newHome() throws IOException {
    for (Path parent : List.of(Path.of("target").toAbsolutePath(), Path.of("/tmp"))) {
      if (run(List.of("test", "-x", parent.toString())) == 0) {
        Path home = Files.createTempDirectory(parent, "postgresql");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        return home;
      }
    }
    throw new IOException("PostgreSQL: no directory that its user may enter");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void initialise() throws IOException {
    int code =
        run(
            List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + home.resolve("data"),
                "--username=" + USER,
                "--auth=trust",
                "--no-sync",
                "--no-locale",
                "--encoding=UTF8"));
    if (code != 0) {
      throw new IOException("initdb ended with " + code);
    }
  }

  /** Begins, for the first time or after {@link #stop}; returns when it can be connected to. */
  public void begin() throws IOException {
    process =
        builder(
                List.of(
                    binaries.resolve("postgres").toString(),
                    "-D",
                    home.resolve("data").toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off"))
            .start();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              account("postgres").connect().close();
              return true;
            });
  }

  private Account account(String database) {
    return new Account("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, "unused");
  }

  /** An empty database. */
  public Account newDatabase() {
    String name = "test" + databases.incrementAndGet();
    try (Connection connection = account("postgres").connect()) {
      connection.createStatement().execute("CREATE DATABASE " + name);
      return account(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends at once, with all connections. */
  public void stop() {
    // SIGQUIT to the process that was started here: an immediate shutdown of all its children.
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(List<String> command) throws IOException {
    try {
      return builder(command).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static String otherUser() throws IOException {
    for (String user : OTHER_USERS) {
      if (!firstLine(List.of("id", "-u", user)).isEmpty()) {
        return user;
      }
    }
    throw new IOException("PostgreSQL: does not run as root, and there is none of " + OTHER_USERS);
  }

  private static String firstLine(List<String> command) throws IOException {
    Process asked = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    try (BufferedReader lines = asked.inputReader()) {
      String line = lines.readLine();
      return line == null ? "" : line;
    }
  }

  /** Runs as another user where this is root, and ends with this process. */
  private static ProcessBuilder builder(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      String user = otherUser();
      whole.addAll(List.of("setpriv", "--reuid=" + user, "--clear-groups", "--pdeathsig=TERM"));
      whole.add("--regid=" + firstLine(List.of("id", "-g", user)));
    }
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(Redirect.DISCARD);
  }
}
