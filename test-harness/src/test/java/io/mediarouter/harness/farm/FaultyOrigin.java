package io.mediarouter.harness.farm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An origin that promises a whole file and, after its first bytes, breaks off or falls silent. */
final class FaultyOrigin implements AutoCloseable {
  private final HttpServer server;
  private final byte[] media;
  private final int given;
  private final CountDownLatch silence;

  private FaultyOrigin(byte[] media, int given, CountDownLatch silence) throws IOException {
    this.media = media;
    this.given = given;
    this.silence = silence;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  static FaultyOrigin breakingOff(byte[] media, int given) throws IOException {
    return new FaultyOrigin(media, given, new CountDownLatch(0));
  }

  static FaultyOrigin fallingSilent(byte[] media, int given) throws IOException {
    return new FaultyOrigin(media, given, new CountDownLatch(1));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int first = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + first + "-" + (media.length - 1) + "/" + media.length);
    exchange.sendResponseHeaders(206, media.length - first);
    int end = Math.min(first + given, media.length);
    exchange.getResponseBody().write(Arrays.copyOfRange(media, first, end));
    exchange.getResponseBody().flush();
    beSilent();
    exchange.close();
  }

  private void beSilent() {
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    silence.countDown();
    server.stop(0);
  }
}
