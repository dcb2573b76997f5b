package io.mediarouter.vertx.testfarm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/**
 * A client that speaks HTTP/2 frame by frame, in clear text and as badly as a test wants. For one
 * thread.
 */
public final class RawHttp2 implements Closeable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;
  public static final int ACK = 1;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final byte[] MOST = {0x7f, 0, 0, 0};

  private final Socket socket;
  private int length;

  /** One that has said hello. */
  public RawHttp2(int port) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(PREFACE.getBytes(US_ASCII));
    send(SETTINGS, 0, 0);
  }

  /** Sends one frame. */
  public void send(int type, int flags, int stream, byte... payload) throws IOException {
    send(1, type, flags, stream, payload);
  }

  /** Sends the same frame several times, in one go. */
  public void send(int times, int type, int flags, int stream, byte... payload) throws IOException {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.write(new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length});
      out.write(new byte[] {(byte) type, (byte) flags});
      out.write(new byte[] {(byte) (stream >> 24), (byte) (stream >> 16)});
      out.write(new byte[] {(byte) (stream >> 8), (byte) stream});
      out.write(payload);
    }
    socket.getOutputStream().write(out.toByteArray());
    socket.getOutputStream().flush();
  }

  /** Sends the head of a request. */
  public void request(int stream, String method, String path, boolean ends) throws IOException {
    send(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, head(method, path));
  }

  /** The fields of a request, without compression. */
  public static byte[] head(String method, String path) throws IOException {
    var block = new ByteArrayOutputStream();
    field(block, ":method", method);
    field(block, ":scheme", "http");
    field(block, ":authority", "localhost");
    field(block, ":path", path);
    return block.toByteArray();
  }

  private static void field(ByteArrayOutputStream block, String name, String value)
      throws IOException {
    block.write(0);
    block.write(name.length());
    block.write(name.getBytes(US_ASCII));
    block.write(value.length());
    block.write(value.getBytes(US_ASCII));
  }

  /** Opens a window as far as it goes; 0 is the connection's. */
  public void openWindow(int stream) throws IOException {
    send(WINDOW_UPDATE, 0, stream, MOST);
  }

  /** Reads one frame and tells its type; -1 at the end of the connection. */
  public int read() throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    int first = in.read();
    if (first < 0) {
      return -1;
    }
    length = (first << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.readUnsignedByte();
    in.readInt();
    in.readFully(new byte[length]);
    return type;
  }

  /**
   * Takes an answer's body, and says what it took after each frame, of the stream and of all.
   *
   * @return how many bytes it was
   * @throws EOFException if the connection ended before
   */
  public int take(int stream, int bytes) throws IOException {
    int taken = 0;
    while (taken < bytes) {
      int type = read();
      if (type < 0) {
        throw new EOFException("after " + taken + " bytes");
      }
      if (type == DATA && length > 0) {
        taken += length;
        byte[] increment = {0, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        send(WINDOW_UPDATE, 0, 0, increment);
        send(WINDOW_UPDATE, 0, stream, increment);
      }
    }
    return taken;
  }

  /** Reads to the end of the connection, however it ends, and counts the frames. */
  public int countToTheEnd() throws IOException {
    int count = 0;
    try {
      while (read() >= 0) {
        count++;
      }
    } catch (SocketException | EOFException cut) {
      return count;
    }
    return count;
  }

  /** How long to wait for a frame before reading fails, milliseconds. */
  public void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
