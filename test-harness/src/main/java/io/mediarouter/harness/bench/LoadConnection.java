package io.mediarouter.harness.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive connection of the load generator: one request at a time, of which only the head is
 * looked at and the body counted. Used by one thread.
 */
final class LoadConnection implements AutoCloseable {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final String LENGTH = "\r\ncontent-length:";

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final byte[] head = new byte[LONGEST_HEAD];
  private int headBytes;
  private long bodyBytesLeft;
  private long sentAt;

  private LoadConnection(SocketChannel channel, String request) {
    this.channel = channel;
    this.request = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  static LoadConnection open(InetSocketAddress address, String request, Selector selector)
      throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.socket().setTcpNoDelay(true);
    channel.configureBlocking(false);
    var connection = new LoadConnection(channel, request);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /** Sends the request; it is small enough never to fill a socket's buffer. */
  void send(long nowNanos) throws IOException {
    sentAt = nowNanos;
    headBytes = 0;
    bodyBytesLeft = -1;
    channel.write(request.rewind());
    if (request.hasRemaining()) {
      throw new IOException("the request was not taken");
    }
  }

  /** When the request under way was sent. */
  long sentAt() {
    return sentAt;
  }

  /**
   * Takes what has come.
   *
   * @param buffer scratch space
   * @return whether the response is complete
   * @throws IOException if the connection broke, or the response is not a 200 of known length
   */
  boolean receive(ByteBuffer buffer) throws IOException {
    int bytes;
    do {
      bytes = channel.read(buffer.clear());
      if (bytes < 0) {
        throw new IOException("the connection was closed after " + headText());
      }
      take(buffer.flip());
    } while (bytes == buffer.capacity());
    return bodyBytesLeft == 0;
  }

  private void take(ByteBuffer buffer) throws IOException {
    while (bodyBytesLeft < 0 && buffer.hasRemaining()) {
      takeOfHead(buffer);
    }
    if (bodyBytesLeft >= 0) {
      bodyBytesLeft -= buffer.remaining();
    }
  }

  private void takeOfHead(ByteBuffer buffer) throws IOException {
    if (headBytes == head.length) {
      throw new IOException("the head is longer than " + head.length + " bytes");
    }
    byte next = buffer.get();
    head[headBytes++] = next;
    if (next == '\n' && headBytes > 3 && head[headBytes - 3] == '\n') {
      bodyBytesLeft = bodyBytes(headText());
    }
  }

  private String headText() {
    return new String(head, 0, headBytes, StandardCharsets.ISO_8859_1);
  }

  private static long bodyBytes(String head) throws IOException {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (!head.startsWith(" 200 ", "HTTP/1.1".length()) || at < 0) {
      throw new IOException("expected: a 200 with a Content-Length; got:\n" + head);
    }
    int from = at + LENGTH.length();
    return Long.parseLong(head.substring(from, head.indexOf('\r', from)).strip());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
