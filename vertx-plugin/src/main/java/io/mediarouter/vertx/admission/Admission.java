package io.mediarouter.vertx.admission;

import io.mediarouter.farm.FarmView;
import io.mediarouter.plan.Share;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.vertx.config.front.LimitsConfig;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The bound of the media requests that this proxy serves at a time, in all and for each client. Who
 * is let in leaves exactly once. Safe for use by many threads.
 *
 * <p>Long before it is full it is crowded, and then requests are served in ways that are over soon:
 * they do not wait, but for a few whose viewers have something to play, and transcodes are the last
 * resort.
 */
public final class Admission {
  private static final double CROWDED = 0.75;

  /** So much of what is left then is for those who wait. */
  private static final double WAITING = 0.125;

  private final AtomicInteger present = new AtomicInteger();
  private final Map<String, Integer> byClient = new ConcurrentHashMap<>();
  private final Supplier<LimitsConfig> limits;
  private final AdmissionQueue queue;
  private final Unbegun unbegun = new Unbegun();
  private final Shares shares;

  /**
   * A bound that {@code limits} tells; where {@code queue} is full, it is crowded too.
   *
   * @param uses tells what runs for whom
   * @param nanoTime of durations
   */
  public Admission(
      Supplier<LimitsConfig> limits, AdmissionQueue queue, ClientUses uses, LongSupplier nanoTime) {
    this.limits = limits;
    this.queue = queue;
    this.shares = new Shares(queue, limits, uses, nanoTime);
  }

  /**
   * Lets a request of a client in, or tells that there is no room for it.
   *
   * @param client who; empty = nobody in particular, who has all room that is left
   */
  public boolean tryEnter(String client) {
    int own = byClient.merge(client, 1, Integer::sum);
    boolean fits = fits(client, own);
    if (present.incrementAndGet() <= limits.get().requests() && fits) {
      return true;
    }
    leave(client);
    return false;
  }

  private boolean fits(String client, int own) {
    LimitsConfig now = limits.get();
    return client.isEmpty() || own <= Math.ceil(now.sharePerClient() * now.requests());
  }

  /**
   * Lets a request in, where there is no room, in place of the least urgent one that was not sent
   * anything yet, or tells that there is none. Who has all of its share takes the place of its own.
   */
  public boolean tryEnterInPlaceOfAnother(String client, Priority priority) {
    boolean roomy = fits(client, byClient.getOrDefault(client, 0) + 1);
    boolean shed = shedFor(priority, roomy ? "" : client);
    if (shed) {
      present.incrementAndGet();
      byClient.merge(client, 1, Integer::sum);
    }
    return shed;
  }

  /** Who waits in the queue has had least done for it. */
  private boolean shedFor(Priority priority, String client) {
    Optional<Priority> queued = queue.leastUrgent(client);
    Optional<Priority> making = unbegun.leastUrgent(client);
    boolean ofQueue =
        making.isEmpty()
            || queued.filter(making.get()::isMoreUrgentThan).isPresent()
            || queued.equals(making);
    return ofQueue ? queue.shedFor(priority, client) : unbegun.shedFor(priority, client);
  }

  /** Those inside who wait for what is made for them. */
  public Unbegun unbegun() {
    return unbegun;
  }

  /** Gives back the room of a request that was let in. */
  public void leave(String client) {
    present.decrementAndGet();
    byClient.computeIfPresent(client, (name, own) -> own == 1 ? null : own - 1);
  }

  /** What the client of a request may have of the transcoding servers. */
  public Share shareOf(MediaRequest request, FarmView farm) {
    return shares.of(request, farm);
  }

  /** How many requests are inside now. */
  public int present() {
    return present.get();
  }

  /** Whether what is taken on should be over soon. */
  public boolean isCrowded() {
    LimitsConfig now = limits.get();
    boolean full = now.waiting() > 0 && queue.isFull();
    return full || present.get() > CROWDED * now.requests();
  }

  /** Whether a few more may wait although it is crowded: they keep places from others. */
  public boolean hasRoomToWait() {
    LimitsConfig now = limits.get();
    return queue.size() < Math.min(now.waiting() / 2.0, WAITING * now.requests());
  }
}
