package io.mediarouter.vertx.admission;

import io.mediarouter.plan.ClientUse;
import io.mediarouter.plan.FairTurns;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for capacity on this proxy, the most urgent first, then the client for
 * whom least is under way, then the earliest deadline. Bounded in all and for each client, so that
 * nobody can fill it for the others. Safe for use by many threads.
 *
 * <p>When capacity may have come free, the first few are given a turn to look again; who finds none
 * enters anew, with the place that its urgency and deadline give it.
 */
public final class AdmissionQueue {
  private static final int TURNS_AT_ONCE = 8;
  static final Problem GAVE_WAY =
      Problem.of(503, "Too busy", "This proxy is full, and serves a more urgent request.");

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final Supplier<LimitsConfig> limits;
  private final TreeSet<WaitingRequest> waiting = new TreeSet<>(WaitingRequest.ORDER);
  private final Map<String, Integer> byClient = new HashMap<>();

  /** Who was given a turn and has not looked yet. */
  private final Map<String, Integer> looking = new HashMap<>();

  private final Supplier<ClientUse> use;
  private long entered;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param nanoTime clock of durations
   * @param limits tells how many may wait
   * @param use tells what runs for whom
   */
  public AdmissionQueue(
      Vertx vertx, LongSupplier nanoTime, Supplier<LimitsConfig> limits, Supplier<ClientUse> use) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.use = use;
  }

  /** Waits for capacity, which is needed before the wait is over. */
  public Future<Boolean> await(MediaRequest request, Duration longest) {
    return await(request, longest, longest);
  }

  /**
   * Waits for capacity.
   *
   * @param due how long until it is needed; negative: since when it is
   * @param longest bound of the wait, above 0
   * @return true when it is worth to look again, after which it has {@linkplain #looked looked};
   *     false when the wait is over, or there is no place; fails if it is refused for somebody more
   *     urgent
   */
  public Future<Boolean> await(MediaRequest request, Duration due, Duration longest) {
    Promise<Boolean> turn = Promise.promise();
    makePlaceFor(request);
    WaitingRequest entry = enter(request, nanoTime.getAsLong() + due.toNanos(), turn);
    if (entry == null) {
      return Future.succeededFuture(false);
    }
    long timer = vertx.setTimer(Math.max(1, longest.toMillis()), id -> end(entry, false));
    return turn.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** In a full queue the least urgent gives way, if it is less urgent than who comes. */
  private void makePlaceFor(MediaRequest request) {
    if (isFull() && mayWait(request.client())) {
      leastUrgent(request.priority(), "").ifPresent(entry -> end(entry, false));
    }
  }

  private synchronized boolean mayWait(String client) {
    return !closed && byClient.getOrDefault(client, 0) < limits.get().waitingPerClient();
  }

  /**
   * Refuses the least urgent of who waits, so that somebody more urgent can be served in its place.
   *
   * @param client one of this client; empty = of any
   * @return whether there was one that is less urgent than {@code priority}
   */
  public boolean shedFor(Priority priority, String client) {
    WaitingRequest entry = leastUrgent(priority, client).orElse(null);
    if (entry == null || !leave(entry, false)) {
      return false;
    }
    entry.turn().fail(new ProblemException(GAVE_WAY));
    return true;
  }

  private Optional<WaitingRequest> leastUrgent(Priority priority, String client) {
    return last(client).filter(last -> priority.isMoreUrgentThan(last.request().priority()));
  }

  private synchronized Optional<WaitingRequest> last(String client) {
    return waiting.descendingSet().stream()
        .filter(entry -> client.isEmpty() || entry.request().client().equals(client))
        .findFirst();
  }

  /**
   * The priority of the one that would be refused first.
   *
   * @param client of this client; empty = of any
   */
  Optional<Priority> leastUrgent(String client) {
    return last(client).map(entry -> entry.request().priority());
  }

  private synchronized @Nullable WaitingRequest enter(
      MediaRequest request, long deadline, Promise<Boolean> turn) {
    if (isFull() || !mayWait(request.client())) {
      return null;
    }
    var entry = new WaitingRequest(request, deadline, entered++, turn);
    waiting.add(entry);
    byClient.merge(request.client(), 1, Integer::sum);
    return entry;
  }

  private void end(WaitingRequest entry, boolean worthLooking) {
    if (leave(entry, worthLooking)) {
      entry.turn().complete(worthLooking);
    }
  }

  private synchronized boolean leave(WaitingRequest entry, boolean toLook) {
    if (!waiting.remove(entry)) {
      return false;
    }
    decrement(byClient, entry.request().client());
    if (toLook) {
      looking.merge(entry.request().client(), 1, Integer::sum);
    }
    return true;
  }

  private static void decrement(Map<String, Integer> counts, String client) {
    counts.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Learns that a request that was given its turn has been decided again. */
  public synchronized void looked(MediaRequest request) {
    decrement(looking, request.client());
  }

  /**
   * The other clients that wait, or are about to look whether they still have to, for something
   * that is at least as urgent.
   */
  synchronized Set<String> othersWaiting(MediaRequest request) {
    if (waiting.isEmpty() && looking.isEmpty()) {
      return Set.of();
    }
    var others = new HashSet<>(looking.keySet());
    for (WaitingRequest each : waiting) {
      if (request.priority().isMoreUrgentThan(each.request().priority())) {
        break; // The most urgent are the first.
      }
      others.add(each.request().client());
    }
    others.remove(request.client());
    others.remove("");
    return others;
  }

  /** Gives the first few a turn, since capacity may have come free. */
  public void capacityMayBeFree() {
    first().forEach(entry -> end(entry, true));
  }

  private List<WaitingRequest> first() {
    if (size() == 0) {
      return List.of();
    }
    var turns = new FairTurns(use.get());
    synchronized (this) {
      return turns.first(waiting, WaitingRequest::request, TURNS_AT_ONCE);
    }
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

  /**
   * A request in the queue: the more urgent first, then the earlier deadline, then the earlier
   * arrival.
   *
   * @param request what is asked for
   * @param deadlineNanos when it needs capacity at the latest, on the clock of durations
   * @param number one more for each request that enters
   * @param turn is completed when it is worth to look for capacity again: true, or when the wait is
   *     over: false
   */
  private record WaitingRequest(
      MediaRequest request, long deadlineNanos, long number, Promise<Boolean> turn) {
    static final Comparator<WaitingRequest> ORDER =
        Comparator.comparing((WaitingRequest waiting) -> waiting.request().priority())
            .thenComparing((one, other) -> Long.signum(one.deadlineNanos() - other.deadlineNanos()))
            .thenComparingLong(WaitingRequest::number);
  }
}
