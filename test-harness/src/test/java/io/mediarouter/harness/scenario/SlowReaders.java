package io.mediarouter.harness.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients, of fifty addresses, that ask for something large and take a few bytes of it now and
 * then, just enough not to be taken for dead. Closing hangs all of them up.
 */
final class SlowReaders implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 4096;
  private static final int ADDRESSES = 50;
  private static final int SIP = 2048;
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final Thread sipping = new Thread(this::sipAll, "slow readers");
  private volatile boolean over;

  private SlowReaders() {}

  /** So many readers of one resource, all of which have been sent the head of the answer. */
  static SlowReaders of(int number, URI address) throws IOException {
    var readers = new SlowReaders();
    readers.sipping.setDaemon(true);
    readers.sipping.start();
    for (int i = 0; i < number; i++) {
      SocketChannel socket = ask(address, "127.0.0." + (100 + i % ADDRESSES));
      socket.read(ByteBuffer.allocate(SIP));
      socket.configureBlocking(false);
      readers.open.add(socket);
    }
    return readers;
  }

  private static SocketChannel ask(URI address, String from) throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.bind(new InetSocketAddress(from, 0));
    socket.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    String head = "GET " + address.getRawPath() + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.write(ByteBuffer.wrap(head.getBytes(US_ASCII)));
    return socket;
  }

  private void sipAll() {
    ByteBuffer sip = ByteBuffer.allocate(SIP);
    while (!over) {
      for (SocketChannel each : open) {
        sip(each, sip.clear());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void sip(SocketChannel socket, ByteBuffer into) {
    try {
      if (socket.read(into) < 0) {
        throw new IOException("ended");
      }
    } catch (IOException e) {
      open.remove(socket);
    }
  }

  /** How many still read. */
  int reading() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    over = true;
    for (SocketChannel each : open) {
      each.close();
    }
  }
}
