package io.mediarouter.vertx.testfarm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** An origin of which every file is a gigabyte of zeros, sent as fast as it is taken. */
public final class EndlessOrigin implements AutoCloseable {
  private static final int PIECE = 64 * 1024;
  private static final long PIECES = 16 * 1024;
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: "
          + PIECE * PIECES
          + "\r\n\r\n";

  private final ServerSocket server;
  private final AtomicLong sent = new AtomicLong();

  /** One on a free port. */
  public EndlessOrigin() {
    try {
      server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "endless origin");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      boolean head = in.readLine().startsWith("HEAD");
      while (!in.readLine().isEmpty()) {
        continue;
      }
      send(socket.getOutputStream(), head);
    } catch (IOException | NullPointerException e) {
      return; // Nobody takes it any more.
    }
  }

  private void send(OutputStream out, boolean head) throws IOException {
    out.write(HEAD.getBytes(US_ASCII));
    byte[] piece = new byte[PIECE];
    for (long i = 0; i < (head ? 0 : PIECES); i++) {
      out.write(piece);
      sent.addAndGet(PIECE);
    }
  }

  /** How many bytes of bodies have been taken from it, by proxies or by the system for them. */
  public long sent() {
    return sent.get();
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
