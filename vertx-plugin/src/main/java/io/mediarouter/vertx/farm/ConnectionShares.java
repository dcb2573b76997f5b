package io.mediarouter.vertx.farm;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The bound of how many connections to one server one client may hold: some are always left for the
 * others, however many requests it sends and however slowly it reads. What is beyond waits for the
 * client's own requests to end. Safe for use by many threads.
 */
public final class ConnectionShares {
  /** One of so many connections, and at least one, is for others; but a single one is shared. */
  private static final int ONE_IN = 4;

  private record Key(String serverId, String client) {}

  private static final class Line {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int held;
  }

  private final Map<Key, Line> lines = new HashMap<>();
  private final Vertx vertx;
  private final IntSupplier connections;
  private final IntSupplier mostWaiting;
  private final Supplier<Duration> patience;

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
      if (next == null && --line.held == 0) {
        lines.remove(key);
      }
    }
    if (next != null) {
      next.complete();
    }
  }
}
