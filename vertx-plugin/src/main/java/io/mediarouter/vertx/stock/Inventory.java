package io.mediarouter.vertx.stock;

import io.mediarouter.vertx.shared.Rendezvous;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who takes stock of the distribution servers: of each server one proxy of the cluster
 * does, now and then, and any of them when it is asked to. One server at a time. Safe for use by
 * many threads.
 */
public final class Inventory {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

  private static final long TICK_MILLIS = 1_000;

  /** A proxy that starts may know less than the servers hold. */
  private static final Duration FIRST_AFTER = Duration.ofMinutes(1);

  private final StockParts parts;
  private final Context context;
  private final Rendezvous rendezvous;
  private final Map<String, Instant> lastAt = new HashMap<>();
  private final List<String> waiting = new ArrayList<>();
  private StockReport report = StockReport.NONE;
  private volatile boolean running;
  private volatile boolean stopped;
  private volatile long timer = -1;

  /** An inventory that does nothing yet. */
  public Inventory(StockParts parts) {
    this.parts = parts;
    this.context = parts.vertx().getOrCreateContext();
    this.rendezvous = new Rendezvous(parts.state());
  }

  /** Begins to take stock now and then. */
  public void start() {
    timer = parts.vertx().setPeriodic(TICK_MILLIS, id -> tick());
  }

  /** Ends what is under way. */
  public void stop() {
    stopped = true;
    parts.vertx().cancelTimer(timer);
  }

  private void tick() {
    Duration interval = parts.config().get().scan();
    Instant now = parts.clock().instant();
    List<String> due;
    synchronized (this) {
      Duration first = interval.compareTo(FIRST_AFTER) < 0 ? interval : FIRST_AFTER;
      parts.servers().forEach(id -> lastAt.putIfAbsent(id, now.minus(interval).plus(first)));
      due =
          interval.isZero()
              ? List.of()
              : parts.servers().stream()
                  .filter(id -> rendezvous.isOurs(id) && isDue(id, now, interval))
                  .toList();
      if (due.isEmpty() || !enqueue(due)) {
        return;
      }
    }
    next();
  }

  private boolean isDue(String id, Instant now, Duration interval) {
    return !now.isBefore(lastAt.getOrDefault(id, now).plus(interval));
  }

  private boolean enqueue(List<String> ids) {
    ids.stream().filter(id -> !waiting.contains(id)).forEach(waiting::add);
    ids.forEach(id -> lastAt.put(id, parts.clock().instant()));
    if (running) {
      return false;
    }
    running = true;
    report = StockReport.begun(parts.clock().instant());
    return true;
  }

  /**
   * Takes stock of servers now.
   *
   * @param serverId of that one; empty = of all
   * @return whether there is such a server, and it is available
   */
  public boolean take(Optional<String> serverId) {
    List<String> ids =
        parts.servers().stream().filter(id -> serverId.map(id::equals).orElse(true)).toList();
    boolean begins;
    synchronized (this) {
      begins = !ids.isEmpty() && enqueue(ids);
    }
    if (begins) {
      next();
    }
    return !ids.isEmpty();
  }

  /** What the last time brought, or has so far. */
  public synchronized StockReport report() {
    return report.with(running, List.copyOf(waiting));
  }

  private void next() {
    context.runOnContext(
        v -> {
          String id;
          synchronized (this) {
            id = waiting.isEmpty() || stopped ? "" : waiting.remove(0);
            if (id.isEmpty()) {
              running = false;
              report = report.ended(parts.clock().instant());
              return;
            }
            report = report.at(id);
          }
          take(id).onComplete(done -> next());
        });
  }

  private Future<Void> take(String id) {
    Count count = report().count();
    return new StockTaking(parts, parts.asker(id), count, () -> stopped)
        .run()
        .onSuccess(listed -> note(id, listed ? "listed" : "not listed: asked for what is known"))
        .onSuccess(listed -> LOG.info("Took stock of {}: {}", id, report().words()))
        .onFailure(cause -> note(id, String.valueOf(cause.getMessage())))
        .onFailure(cause -> LOG.warn("Stock of {} not taken: {}", id, cause.toString()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private synchronized void note(String id, String words) {
    report = report.about(id, words);
  }
}
