package io.mediarouter.vertx.testfarm;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * A client that sends just the bytes that it is told to, and shows those that come back; each
 * character is a byte.
 */
public final class RawClient implements Closeable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  /** A client that is connected from 127.0.0.1. */
  public RawClient(int port) {
    this(port, "127.0.0.1");
  }

  /** A client that is connected from another address of this machine. */
  public RawClient(int port, String from) {
    try {
      socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes back until the server closes, for these bytes on a connection of their own. */
  public static String ask(int port, String request) {
    try (var client = new RawClient(port)) {
      return client.send(request).rest();
    }
  }

  /** Sends these bytes. */
  public RawClient send(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that comes until the server closes. */
  public String rest() {
    return until("\0\0there is no such end\0\0");
  }

  /** What comes until {@code end} has, or the server closes; fails after a while. */
  public String until(String end) {
    var read = new StringBuilder();
    try {
      while (read.indexOf(end) < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        read.append((char) next);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing more after: " + read, e);
    } catch (IOException e) {
      // A connection that is reset has ended, too.
      return read.toString();
    }
    return read.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
