package io.mediarouter.harness.scenario.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers media requests as a test wants it, parts included. */
final class StandInProxy implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  enum End {
    PROPER,
    CUT,
    STALL
  }

  record Reply(int status, byte[] body, String cacheStatus, boolean saysWhen, End end) {
    static Reply of(byte[] body, String cacheStatus) {
      return new Reply(200, body, "stand-in; " + cacheStatus, false, End.PROPER);
    }

    Reply status(int other) {
      return new Reply(other, body, cacheStatus, saysWhen, end);
    }

    Reply retryAfter() {
      return new Reply(status, body, cacheStatus, true, end);
    }

    Reply cut() {
      return new Reply(status, body, cacheStatus, saysWhen, End.CUT);
    }

    Reply stalled() {
      return new Reply(status, body, cacheStatus, saysWhen, End.STALL);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final AtomicInteger parts = new AtomicInteger();
  private volatile Function<String, Reply> answers = target -> Reply.of(new byte[] {1}, "");

  StandInProxy() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void answer(Function<String, Reply> by) {
    answers = by;
  }

  List<String> targets() {
    return targets;
  }

  int parts() {
    return parts.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    targets.add(target);
    Reply reply = answers.apply(target);
    exchange.getResponseHeaders().set("Cache-Status", reply.cacheStatus());
    if (reply.saysWhen()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    if (reply.status() == 200 && asked.matches()) {
      part(exchange, reply, Integer.parseInt(asked.group(1)), Integer.parseInt(asked.group(2)));
    } else {
      send(exchange, reply.status(), reply.body(), reply.end());
    }
  }

  private void part(HttpExchange exchange, Reply reply, int first, int last) throws IOException {
    parts.incrementAndGet();
    String range = "bytes " + first + "-" + last + "/" + reply.body().length;
    exchange.getResponseHeaders().set("Content-Range", range);
    send(exchange, 206, Arrays.copyOfRange(reply.body(), first, last + 1), reply.end());
  }

  private void send(HttpExchange exchange, int status, byte[] body, End end) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (end == End.PROPER) {
      exchange.getResponseBody().write(body);
    } else {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      if (end == End.STALL) {
        awaitClose();
      }
    }
    exchange.close();
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
