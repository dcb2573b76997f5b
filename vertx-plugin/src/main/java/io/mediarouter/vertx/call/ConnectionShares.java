package io.mediarouter.vertx.call;

import io.mediarouter.vertx.flow.Sparing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound of how many connections to one server one client may hold: some are always left for the
 * others, however many requests it sends and however slowly it reads. What is beyond waits for the
 * client's own requests to end. While more than half of a server's connections are in use, or many,
 * those that hold one for who does not read are asked to do without, and where hardly any is left,
 * who cannot is cut. Safe for use by many threads.
 */
public final class ConnectionShares {
  /** One of so many connections, and at least one, is for others; but a single one is shared. */
  private static final int ONE_IN = 4;

  private static final long PAUSE_MILLIS = 100;
  private static final long TOLD_EVERY_MILLIS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionShares.class);

  private record Key(String serverId, String client) {}

  private static final class Line {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int held;
  }

  private final Map<Key, Line> lines = new HashMap<>();
  private final Map<String, ConnectionUse> uses = new HashMap<>();
  private final Vertx vertx;
  private final IntSupplier connections;
  private final IntSupplier mostWaiting;
  private final Supplier<Duration> patience;
  private boolean asking;
  private boolean told;

  /**
   * Shares of each server's connections.
   *
   * @param connections tells how many there are to each server
   * @param mostWaiting tells how many requests of one client may wait for one server
   * @param patience tells their longest wait
   */
  ConnectionShares(
      Vertx vertx, IntSupplier connections, IntSupplier mostWaiting, Supplier<Duration> patience) {
    this.vertx = vertx;
    this.connections = connections;
    this.mostWaiting = mostWaiting;
    this.patience = patience;
  }

  private int most() {
    int all = connections.getAsInt();
    return Math.max(1, all - Math.max(1, all / ONE_IN));
  }

  /**
   * Takes a share for {@code client}, which has to be {@linkplain #release given back}; fails as if
   * there were no room in the waiting line if it holds too many for too long. May complete on any
   * thread.
   */
  public Future<Void> take(String serverId, String client) {
    var key = new Key(serverId, client);
    Promise<Void> turn;
    synchronized (this) {
      Line line = lines.computeIfAbsent(key, absent -> new Line());
      if (line.held < most()) {
        line.held++;
        begin(serverId);
        return Future.succeededFuture();
      }
      if (line.waiting.size() >= mostWaiting.getAsInt()) {
        return Future.failedFuture(tooBusy());
      }
      turn = Promise.promise();
      line.waiting.add(turn);
    }
    long timer = vertx.setTimer(Math.max(1, patience.get().toMillis()), id -> giveUp(key, turn));
    return turn.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void giveUp(Key key, Promise<Void> turn) {
    boolean waited;
    synchronized (this) {
      Line line = lines.get(key);
      waited = line != null && line.waiting.remove(turn);
    }
    if (waited) {
      turn.fail(tooBusy());
    }
  }

  private static ConnectionPoolTooBusyException tooBusy() {
    return new ConnectionPoolTooBusyException("one client holds its share of the connections");
  }

  /** Gives a share back, to the next of that client's requests if one waits. */
  public void release(String serverId, String client) {
    var key = new Key(serverId, client);
    Promise<Void> next;
    synchronized (this) {
      Line line = lines.get(key);
      if (line == null) {
        return;
      }
      next = line.held <= most() ? line.waiting.poll() : null;
      if (next == null) {
        leave(line, key);
      }
    }
    if (next != null) {
      next.complete();
    }
  }

  private void leave(Line line, Key key) {
    if (--line.held == 0 && line.waiting.isEmpty()) {
      lines.remove(key);
    }
    ConnectionUse server = uses.get(key.serverId());
    if (server != null) {
      server.end();
      forget(key.serverId(), server);
    }
  }

  private void forget(String serverId, ConnectionUse server) {
    if (server.isNone()) {
      uses.remove(serverId);
    }
  }

  private ConnectionUse use(String serverId) {
    return uses.computeIfAbsent(serverId, absent -> new ConnectionUse());
  }

  private void begin(String serverId) {
    ConnectionUse server = use(serverId);
    server.begin();
    if (server.isScarce(connections.getAsInt()) && !asking) {
      asking = true;
      askLater();
    }
  }

  /**
   * Has {@code body}, for which {@code client} holds a connection to a server, be asked to do
   * without while these are scarce, until it is {@linkplain #forget forgotten}.
   */
  public synchronized void onScarcity(String serverId, String client, Sparing body) {
    use(serverId).add(client, body);
  }

  /** Asks {@code body} no more. */
  public synchronized void forget(String serverId, Sparing body) {
    ConnectionUse server = uses.get(serverId);
    if (server != null) {
      server.remove(body);
      forget(serverId, server);
    }
  }

  private void askLater() {
    vertx.setTimer(PAUSE_MILLIS, id -> ask());
  }

  private void ask() {
    int all = connections.getAsInt();
    List<Sparing> asked = new ArrayList<>();
    List<Sparing> cut = new ArrayList<>();
    synchronized (this) {
      asking = false;
      uses.forEach(
          (serverId, server) -> {
            if (server.isScarce(all)) {
              asking = true;
              asked.addAll(server.bodies());
              cut.addAll(toBeCut(serverId, server, all));
            }
          });
      if (asking) {
        askLater();
      }
    }
    asked.forEach(Sparing::spare);
    cut.forEach(Sparing::cut);
  }

  private List<Sparing> toBeCut(String serverId, ConnectionUse server, int all) {
    List<Sparing> cut = server.toBeCut(all, client -> heldBy(new Key(serverId, client)));
    if (!cut.isEmpty() && !told) {
      told = true;
      vertx.setTimer(TOLD_EVERY_MILLIS, id -> forgetTold());
      LOG.warn(
          "{} of {} connections to {} are in use or waited for: cut {} of the answers that clients"
              + " do not read on and that have no length, ETag and Accept-Ranges by which they"
              + " could be gone on with; connectionsPerServer allows for more",
          server.held(),
          all,
          serverId,
          cut.size());
    }
    return cut;
  }

  private synchronized void forgetTold() {
    told = false;
  }

  private int heldBy(Key key) {
    Line line = lines.get(key);
    return line == null ? 0 : line.held;
  }
}
