package io.mediarouter.vertx.admission;

import io.mediarouter.request.MediaRequest;
import io.mediarouter.vertx.config.LimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for capacity on this proxy, the most urgent first, then the earliest
 * deadline. Bounded in all and for each client, so that nobody can fill it for the others. Safe for
 * use by many threads.
 *
 * <p>When capacity may have come free, the first few are given a turn to look again; who finds none
 * enters anew, with the place that its urgency and deadline give it.
 */
public final class AdmissionQueue {
  private static final int TURNS_AT_ONCE = 8;

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Supplier<LimitsConfig> limits;
  private final TreeSet<WaitingRequest> waiting = new TreeSet<>(WaitingRequest.ORDER);
  private final Map<String, Integer> byClient = new HashMap<>();
  private long entered;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param nanoTime clock of durations
   * @param limits tells how many may wait
   */
  public AdmissionQueue(Vertx vertx, LongSupplier nanoTime, Supplier<LimitsConfig> limits) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.limits = limits;
  }

  /**
   * Waits for capacity.
   *
   * @param longest bound of the wait, above 0
   * @return true when it is worth to look again; false when the wait is over, or there is no place
   */
  public Future<Boolean> await(MediaRequest request, Duration longest) {
    Promise<Boolean> turn = Promise.promise();
    WaitingRequest entry = enter(request, nanoTime.getAsLong() + longest.toNanos(), turn);
    if (entry == null) {
      return Future.succeededFuture(false);
    }
    long timer = vertx.setTimer(Math.max(1, longest.toMillis()), id -> end(entry, false));
    return turn.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private synchronized @Nullable WaitingRequest enter(
      MediaRequest request, long deadline, Promise<Boolean> turn) {
    int own = byClient.getOrDefault(request.client(), 0);
    if (closed || isFull() || own >= limits.get().waitingPerClient()) {
      return null;
    }
    var entry = new WaitingRequest(request, deadline, entered++, turn);
    waiting.add(entry);
    byClient.put(request.client(), own + 1);
    return entry;
  }

  private void end(WaitingRequest entry, boolean worthLooking) {
    if (leave(entry)) {
      entry.turn().complete(worthLooking);
    }
  }

  private synchronized boolean leave(WaitingRequest entry) {
    if (!waiting.remove(entry)) {
      return false;
    }
    byClient.merge(entry.request().client(), -1, (count, one) -> count == 1 ? null : count + one);
    return true;
  }

  /** Gives the first few a turn, since capacity may have come free. */
  public void capacityMayBeFree() {
    first().forEach(entry -> end(entry, true));
  }

  private synchronized List<WaitingRequest> first() {
    return waiting.isEmpty() ? List.of() : waiting.stream().limit(TURNS_AT_ONCE).toList();
  }

  /** How many wait now. */
  public synchronized int size() {
    return waiting.size();
  }

  /** Whether nobody else can wait now. */
  public synchronized boolean isFull() {
    return waiting.size() >= limits.get().waiting();
  }

  /** Ends all waits, and takes no others. */
  public void close() {
    List<WaitingRequest> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(waiting);
    }
    all.forEach(entry -> end(entry, false));
  }
}
