package io.mediarouter.vertx.flow;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.door.Step;
import io.mediarouter.vertx.door.Visit;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The bytes of answers that wait for their clients, bounded in all and for each client. The less
 * room is left, the less of each answer may wait, so that slow readers are read for ever more
 * slowly; where there is no room left all the same, who asks for more is told to come back. Safe
 * for use by many threads.
 */
public final class AnswerBacklog implements Step {
  private static final Problem FULL =
      Problem.of(
          503, "Too much waits", "Too much waits to be sent to clients that read too slowly.");
  private static final Problem CLIENT_FULL =
      Problem.of(503, "Too much waits", "Too much waits to be sent to this client.");

  /** So many clients that have nothing under way are remembered, for they come again. */
  private static final int MOST_IDLE = 1024;

  private final LongSupplier most;
  private final DoubleSupplier mostPerClient;
  private final AtomicLong waiting = new AtomicLong();

  /** Of how many clients something was under way when last they were swept up. */
  private final AtomicInteger kept = new AtomicInteger();

  private final Map<String, ClientBacklog> clients = new ConcurrentHashMap<>();

  /**
   * Nothing that waits.
   *
   * @param most bytes that may wait in all
   * @param mostPerClient the part of them that may wait for one client, above 0, at most 1
   */
  public AnswerBacklog(LongSupplier most, DoubleSupplier mostPerClient) {
    this.most = most;
    this.mostPerClient = mostPerClient;
  }

  /** What waits for the client of a request that has come by a door of ours. */
  public static ClientBacklog of(HttpServerRequest request) {
    return Visit.of(request)
        .flatMap(visit -> visit.noted(ClientBacklog.class))
        .orElse(ClientBacklog.UNKNOWN);
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    ClientBacklog own = enter(visit.client());
    visit.onEnd(end -> own.leave());
    if (room() <= 0) {
      visit.refuse(FULL);
    } else if (own.isFull()) {
      visit.refuse(CLIENT_FULL);
    } else {
      visit.note(ClientBacklog.class, own);
      next.handle(visit);
    }
  }

  ClientBacklog enter(String client) {
    ClientBacklog known = clients.get(client);
    return known != null && known.tryEnter() ? known : enterAnew(client);
  }

  /** It may have been forgotten, or be forgotten, meanwhile. */
  private ClientBacklog enterAnew(String client) {
    return clients.compute(
        client,
        (name, present) ->
            present != null && present.tryEnter() ? present : new ClientBacklog(this).entered());
  }

  /** Who is served again soon, as most are, is found then: only many are swept up. */
  void left() {
    int before = kept.get();
    if (clients.size() > 2 * before + MOST_IDLE
        && kept.compareAndSet(before, Integer.MAX_VALUE / 4)) {
      clients.values().removeIf(ClientBacklog::isForgotten);
      kept.set(clients.size());
    }
  }

  /** Bytes that wait now. */
  public long bytes() {
    return waiting.get();
  }

  void add(long bytes) {
    waiting.addAndGet(bytes);
  }

  /** Bytes that may wait besides; below 0 where there are too many. */
  long room() {
    return most.getAsLong() - waiting.get();
  }

  long mostPerClient() {
    return (long) (mostPerClient.getAsDouble() * most.getAsLong());
  }

  /** How many clients are remembered, also without anything under way. */
  int remembered() {
    return clients.size();
  }

  /** For how many clients something is under way. */
  int clients() {
    return (int) clients.values().stream().filter(ClientBacklog::isNeeded).count();
  }
}
