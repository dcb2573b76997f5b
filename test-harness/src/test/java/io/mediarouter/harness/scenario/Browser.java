package io.mediarouter.harness.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window, and the site whose page it opens; the page tells what it has seen.
 */
final class Browser implements AutoCloseable {
  private static final List<String> PROGRAMS = List.of("chromium", "google-chrome");

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Path program;
  private final HttpServer site;
  private volatile CompletableFuture<byte[]> result = new CompletableFuture<>();

  private Browser(Path program) throws IOException {
    this.program = program;
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/", this::serve);
    site.start();
  }

  /** Where the machine's browser is; empty where it has none. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A browser that is yet to open a page. */
  static Browser of(Path program) throws IOException {
    return new Browser(program);
  }

  /** Has the site serve a file. */
  Browser with(String name, byte[] bytes) {
    files.put(name, bytes);
    return this;
  }

  /** Has the site serve a resource of the class path. */
  Browser with(String name, String resource) throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream(resource)) {
      return with(name, Objects.requireNonNull(in, resource).readAllBytes());
    }
  }

  /** What a page tells when it is done. */
  JsonNode open(String page, Duration patience) throws Exception {
    result = new CompletableFuture<>();
    Path profile = Files.createTempDirectory("media-router-browser-");
    Process browser = start(page, profile);
    try {
      return new ObjectMapper().readTree(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      List<ProcessHandle> helpers = browser.descendants().toList();
      browser.destroyForcibly();
      helpers.forEach(ProcessHandle::destroyForcibly);
      browser.waitFor();
      delete(profile);
    }
  }

  private Process start(String page, Path profile) throws IOException {
    String address = "http://127.0.0.1:" + site.getAddress().getPort() + "/" + page;
    return new ProcessBuilder(
            program.toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-first-run",
            "--mute-audio",
            "--autoplay-policy=no-user-gesture-required",
            "--user-data-dir=" + profile,
            address)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (UncheckedIOException stillWriting) {
      // A browser's last helper may take a file away that was just seen.
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      if (exchange.getRequestMethod().equals("POST")) {
        byte[] told = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        result.complete(told);
        return;
      }
      byte[] file = files.get(name);
      String type = name.endsWith(".js") ? "text/javascript" : "text/html";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
      if (file != null) {
        exchange.getResponseBody().write(file);
      }
    }
  }

  @Override
  public void close() {
    site.stop(0);
  }
}
