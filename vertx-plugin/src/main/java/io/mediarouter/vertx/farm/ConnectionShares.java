package io.mediarouter.vertx.farm;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The bound of how many connections to one server one client may hold: some are always left for the
 * others, however many requests it sends and however slowly it reads. What is beyond waits for the
 * client's own requests to end. While more than half of a server's connections are in use, or many,
 * those that hold one for who does not read are asked to do without. Safe for use by many threads.
 */
public final class ConnectionShares {
  /** One of so many connections, and at least one, is for others; but a single one is shared. */
  private static final int ONE_IN = 4;

  /** What is in the way in the kernels at both ends is no longer little then. */
  private static final int MANY = 128;

  private static final long PAUSE_MILLIS = 100;

  private record Key(String serverId, String client) {}

  private static final class Line {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int held;
  }

  /** The connections of one server that are in use or waited for, and who could do without. */
  private static final class Uses {
    private final Set<Runnable> sparing = new HashSet<>();
    private int held;
  }

  private final Map<Key, Line> lines = new HashMap<>();
  private final Map<String, Uses> uses = new HashMap<>();
  private final Vertx vertx;
  private final IntSupplier connections;
  private final IntSupplier mostWaiting;
  private final Supplier<Duration> patience;
  private boolean asking;

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
        use(serverId);
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
    Uses server = uses.get(key.serverId());
    if (server != null) {
      server.held--;
      forget(key.serverId(), server);
    }
  }

  private void forget(String serverId, Uses server) {
    if (server.held <= 0 && server.sparing.isEmpty()) {
      uses.remove(serverId);
    }
  }

  private void use(String serverId) {
    Uses server = uses.computeIfAbsent(serverId, absent -> new Uses());
    server.held++;
    if (isScarce(server) && !asking) {
      asking = true;
      askLater();
    }
  }

  private boolean isScarce(Uses server) {
    return server.held > Math.min(MANY, connections.getAsInt() / 2);
  }

  /**
   * Has {@code spare} run, again and again on any thread, while a server's connections are scarce;
   * whoever holds one for who does not read is to give it up then.
   */
  public synchronized void onScarcity(String serverId, Runnable spare) {
    uses.computeIfAbsent(serverId, absent -> new Uses()).sparing.add(spare);
  }

  /** Asks {@code spare} no more. */
  public synchronized void forget(String serverId, Runnable spare) {
    Uses server = uses.get(serverId);
    if (server != null) {
      server.sparing.remove(spare);
      forget(serverId, server);
    }
  }

  private void askLater() {
    vertx.setTimer(PAUSE_MILLIS, id -> ask());
  }

  private void ask() {
    List<Runnable> asked = new ArrayList<>();
    synchronized (this) {
      uses.values().stream().filter(this::isScarce).forEach(each -> asked.addAll(each.sparing));
      asking = uses.values().stream().anyMatch(this::isScarce);
      if (asking) {
        askLater();
      }
    }
    asked.forEach(Runnable::run);
  }
}
