package io.mediarouter.harness.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A closed loop of clients: each sends its next request when the last one is answered. One thread
 * serves all of them. Not thread-safe.
 */
final class LoadGenerator implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final long STALL_MILLIS = 10_000;

  private final Selector selector = Selector.open();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final LongSupplier nanoTime;
  private Latencies latencies = new Latencies();
  private int open;

  /** Connects {@code clients} clients that ask for {@code url}. */
  LoadGenerator(URI url, int clients, LongSupplier nanoTime) throws IOException {
    this.nanoTime = nanoTime;
    var address = new InetSocketAddress(url.getHost(), url.getPort());
    for (int i = 0; i < clients; i++) {
      connections.add(LoadConnection.open(address, request(url), selector));
    }
  }

  private static String request(URI url) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return "GET "
        + url.getRawPath()
        + query
        + " HTTP/1.1\r\nHost: "
        + url.getAuthority()
        + "\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n";
  }

  /**
   * Keeps all clients busy for a while, then waits for the last answers.
   *
   * @throws IOException if a request is not answered as it has to be
   */
  Latencies run(Duration time) throws IOException {
    try {
      return keepBusy(nanoTime.getAsLong() + time.toNanos());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Latencies keepBusy(long deadline) throws IOException {
    latencies = new Latencies();
    for (LoadConnection each : connections) {
      each.send(nanoTime.getAsLong());
      open++;
    }
    while (open > 0) {
      if (selector.select(key -> serve(key, deadline), STALL_MILLIS) == 0) {
        throw new IOException("no answer for " + STALL_MILLIS + " ms");
      }
    }
    return latencies;
  }

  private void serve(SelectionKey key, long deadline) {
    try {
      serve((LoadConnection) key.attachment(), deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(LoadConnection connection, long deadline) throws IOException {
    if (!connection.receive(buffer)) {
      return;
    }
    long now = nanoTime.getAsLong();
    latencies.add(now - connection.sentAt());
    if (now < deadline) {
      connection.send(now);
    } else {
      open--;
    }
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection each : connections) {
      each.close();
    }
    selector.close();
  }
}
