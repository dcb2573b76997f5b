package io.mediarouter.vertx.call;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All circuit breakers of this proxy: one for each server and kind of work, made when first asked
 * for. Safe for use by many threads.
 */
public final class Breakers {
  private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

  private record Key(String serverId, Work work) {}

  private final Map<Key, Breaker> breakers = new ConcurrentHashMap<>();
  private final Map<Breaker, Long> timers = new ConcurrentHashMap<>();
  private final List<Consumer<Breaker>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> rosterListeners = new CopyOnWriteArrayList<>();
  private final BreakerWatch watch =
      new BreakerWatch() {
        @Override
        public void changed(Breaker breaker) {
          Breakers.this.changed(breaker);
        }

        @Override
        public void tried(Breaker breaker) {
          Breakers.this.tried(breaker);
        }
      };
  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private volatile BreakersConfig config;

  /** Breakers with these settings, on that clock of durations. */
  public Breakers(Vertx vertx, BreakersConfig config, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.config = config;
    this.nanoTime = nanoTime;
  }

  /** The breaker for that work of that server. */
  public Breaker of(String serverId, Work work) {
    var key = new Key(serverId, work);
    Breaker known = breakers.get(key);
    return known == null ? make(key) : known;
  }

  private Breaker make(Key key) {
    Breaker made = breakers.computeIfAbsent(key, this::create);
    rosterListeners.forEach(Runnable::run);
    return made;
  }

  private Breaker create(Key key) {
    var settings = config.of(key.serverId(), key.work());
    return new Breaker(key.serverId(), key.work(), settings, nanoTime, watch);
  }

  /** Whether {@code breaker} guards a server of the farm, and has not been forgotten with one. */
  public boolean has(Breaker breaker) {
    return breakers.get(new Key(breaker.serverId(), breaker.work())) == breaker;
  }

  /** Listeners look at the breaker: whoever is slow to do so sees it open before it tries again. */
  private void changed(Breaker breaker) {
    cancelTimer(breaker);
    if (!has(breaker)) {
      return;
    }
    LOG.info(
        "Breaker of {} for {}: {}", breaker.serverId(), breaker.work().token(), breaker.report());
    listeners.forEach(listener -> listener.accept(breaker));
    if (breaker.isOpen()) {
      setTimer(breaker, breaker.settings().openFor(), Breaker::tryAgain);
    }
  }

  /** A call that it lets through on trial must not keep it on trial for ever. */
  private void tried(Breaker breaker) {
    breaker.trialLeft().ifPresent(left -> setTimer(breaker, left, this::endTrial));
  }

  private void endTrial(Breaker breaker) {
    breaker.endTrial();
    tried(breaker);
  }

  private void setTimer(Breaker breaker, Duration wait, Consumer<Breaker> then) {
    long timer = vertx.setTimer(Math.max(1, wait.toMillis()), id -> then.accept(breaker));
    Long other = timers.put(breaker, timer);
    if (other != null) {
      vertx.cancelTimer(other);
    }
  }

  private void cancelTimer(Breaker breaker) {
    Long timer = timers.remove(breaker);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /**
   * Has {@code listener} told, on any thread, of each breaker that opens, closes or goes on trial.
   */
  public void onChange(Consumer<Breaker> listener) {
    listeners.add(listener);
  }

  /** Has {@code listener} run, on any thread, when breakers have come into being or are gone. */
  public void onRosterChange(Runnable listener) {
    rosterListeners.add(listener);
  }

  /** All that there are now. */
  public Collection<Breaker> all() {
    return List.copyOf(breakers.values());
  }

  /** Takes other settings; what the breakers know stays. */
  public synchronized void reconfigure(BreakersConfig changed) {
    config = changed;
    breakers.forEach((key, breaker) -> breaker.reconfigure(changed.of(key.serverId(), key.work())));
  }

  /** Closes a server's breakers and forgets its failures. */
  public void reset(String serverId) {
    all().stream().filter(each -> each.serverId().equals(serverId)).forEach(Breaker::reset);
  }

  /**
   * Forgets the breakers of servers that are not in the farm any more: they are closed, and tell
   * nothing any more, however the calls end that are still under way. A server that comes back
   * begins anew.
   */
  public void keepOnly(Collection<String> serverIds) {
    List<Breaker> gone =
        all().stream().filter(each -> !serverIds.contains(each.serverId())).toList();
    gone.forEach(each -> breakers.remove(new Key(each.serverId(), each.work())));
    gone.forEach(Breaker::retire);
    if (!gone.isEmpty()) {
      rosterListeners.forEach(Runnable::run);
    }
  }

  /** The clock of durations that permits are told the time of, nanoseconds. */
  public long nanoTime() {
    return nanoTime.getAsLong();
  }
}
