package io.mediarouter.harness.farm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin that knows nothing of ranges: every GET is answered by 200 and all of the file. */
final class PlainOrigin implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger wholes = new AtomicInteger();
  private final HttpServer server;
  private final Path folder;
  private final boolean tellsLengths;
  private final boolean tellsVersions;

  private PlainOrigin(Path folder, boolean tellsLengths, boolean tellsVersions) throws IOException {
    this.folder = folder;
    this.tellsLengths = tellsLengths;
    this.tellsVersions = tellsVersions;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static PlainOrigin withLengths(Path folder) throws IOException {
    return new PlainOrigin(folder, true, true);
  }

  static PlainOrigin chunked(Path folder) throws IOException {
    return new PlainOrigin(folder, false, false);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** How often all of a file was sent to its end. */
  int wholes() {
    return wholes.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
    byte[] bytes = Files.readAllBytes(file);
    if (tellsVersions) {
      exchange.getResponseHeaders().set("ETag", "\"" + bytes.length + "\"");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : tellsLengths ? bytes.length : 0);
    if (!head) {
      exchange.getResponseBody().write(bytes);
      wholes.incrementAndGet();
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
