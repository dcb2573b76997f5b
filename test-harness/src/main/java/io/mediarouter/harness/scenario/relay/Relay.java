package io.mediarouter.harness.scenario.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of the loopback interface whose connections go on to another address, until the link is
 * broken as a network breaks: with a cut that both ends notice, or into a silence that neither
 * does. Safe for use by several threads.
 */
public final class Relay implements AutoCloseable {
  enum Link {
    WHOLE,
    CUT,
    SILENT
  }

  private final ServerSocket entrance;
  private final InetSocketAddress target;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private volatile Link link = Link.WHOLE;

  private Relay(InetSocketAddress target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  /**
   * Opens a relay on a free port. Nobody has to listen at {@code target} yet.
   *
   * @throws IOException if there is no free port
   */
  public static Relay to(InetSocketAddress target) throws IOException {
    Relay relay = new Relay(target);
    Passage.run("relay-" + relay.address().getPort(), relay::accept);
    return relay;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        admit(entrance.accept());
      } catch (IOException e) {
        // Closed, or a client that was gone at once.
      }
    }
  }

  private synchronized void admit(Socket client) throws IOException {
    if (link == Link.CUT || entrance.isClosed()) {
      client.close();
      return;
    }
    Passage passage = new Passage(client, target, () -> link == Link.WHOLE, passages::remove);
    passages.add(passage);
    passage.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) entrance.getLocalSocketAddress();
  }

  /** Number of connections that are open now. */
  public int connections() {
    return passages.size();
  }

  /** Closes all connections, and each new one at once. */
  public synchronized void cut() {
    link = Link.CUT;
    closeAll();
  }

  /**
   * Swallows every byte from now on, and the ends of connections too; all stay open, and new ones
   * lead nowhere.
   */
  public synchronized void silence() {
    link = Link.SILENT;
  }

  /**
   * Makes the link whole. Connections from the time of a silence are closed, since what they lost
   * cannot be made up for.
   */
  public synchronized void heal() {
    if (link != Link.WHOLE) {
      closeAll();
      link = Link.WHOLE;
    }
  }

  private void closeAll() {
    passages.forEach(Passage::close);
  }

  @Override
  public synchronized void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      // Nobody can come in any more either way.
    }
    closeAll();
  }
}
