package io.mediarouter.vertx.admission;

import io.mediarouter.farm.FarmView;
import io.mediarouter.plan.Share;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.vertx.config.LimitsConfig;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The bound of the media requests that this proxy serves at a time. Who is let in leaves exactly
 * once. Safe for use by many threads.
 *
 * <p>Long before it is full it is crowded, and then requests are served in ways that are over soon:
 * they do not wait, and transcodes are the last resort.
 */
public final class Admission {
  private static final double CROWDED = 0.75;

  private final AtomicInteger present = new AtomicInteger();
  private final Supplier<LimitsConfig> limits;
  private final AdmissionQueue queue;
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

  /** Lets a request in, or tells that there is no room for it. */
  public boolean tryEnter() {
    if (present.incrementAndGet() <= limits.get().requests()) {
      return true;
    }
    present.decrementAndGet();
    return false;
  }

  /**
   * Lets a request in, where there is no room, in place of a less urgent one that waits, or tells
   * that there is none.
   */
  public boolean tryEnterInPlaceOfAnother(Priority priority) {
    boolean shed = queue.shedFor(priority);
    if (shed) {
      present.incrementAndGet();
    }
    return shed;
  }

  /** Gives back the room of a request that was let in. */
  public void leave() {
    present.decrementAndGet();
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
}
