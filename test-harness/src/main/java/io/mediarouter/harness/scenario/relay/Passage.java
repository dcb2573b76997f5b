package io.mediarouter.harness.scenario.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One connection through a relay, with a thread for each direction. */
final class Passage {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress target;
  private final BooleanSupplier isWhole;
  private final Consumer<Passage> onClosed;
  private final AtomicInteger openDirections = new AtomicInteger(2);

  Passage(
      Socket client,
      InetSocketAddress target,
      BooleanSupplier isWhole,
      Consumer<Passage> onClosed) {
    this.client = client;
    this.target = target;
    this.isWhole = isWhole;
    this.onClosed = onClosed;
  }

  static void run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  void start() {
    run("relay-in-" + client.getPort(), this::enter);
  }

  private void enter() {
    if (isWhole.getAsBoolean() && !connect()) {
      close();
      return;
    }
    if (server.isConnected()) {
      run("relay-out-" + client.getPort(), () -> pump(server, client));
    }
    pump(client, server);
  }

  private boolean connect() {
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What is read while the link is silent is gone, an end of the stream too. */
  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        pass(buffer, count, to);
      }
      end(to);
    } catch (IOException e) {
      broken();
    }
  }

  private void pass(byte[] buffer, int count, Socket to) throws IOException {
    if (isWhole.getAsBoolean()) {
      OutputStream out = to.getOutputStream();
      out.write(buffer, 0, count);
    }
  }

  private void end(Socket to) throws IOException {
    if (!isWhole.getAsBoolean()) {
      return;
    }
    to.shutdownOutput();
    if (openDirections.decrementAndGet() == 0) {
      close();
    }
  }

  private void broken() {
    if (isWhole.getAsBoolean()) {
      close();
    }
  }

  void close() {
    close(client);
    close(server);
    onClosed.accept(this);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }
}
