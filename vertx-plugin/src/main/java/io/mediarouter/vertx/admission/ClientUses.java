package io.mediarouter.vertx.admission;

import io.mediarouter.farm.FarmView;
import io.mediarouter.plan.ClientUse;
import io.mediarouter.plan.RecentUse;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The table of what is used of the transcoding servers for whom in the cluster, now and of late, as
 * this proxy knows it. Safe for use by many threads.
 */
public final class ClientUses implements Supplier<ClientUse> {
  /** A view of the farm serves many requests, and what is remembered changes slowly. */
  private static final long GOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final double NANOS = 1e9;

  private record Known(FarmView farm, ClientUse use, long atNanos) {}

  private final Supplier<FarmView> farm;
  private final LongSupplier nanoTime;
  private final long begin;
  private final RecentUse recent = new RecentUse();
  private volatile @Nullable Known known;

  /**
   * Nothing known yet.
   *
   * @param farm gives the present view of it
   * @param nanoTime clock of durations
   */
  public ClientUses(Supplier<FarmView> farm, LongSupplier nanoTime) {
    this.farm = farm;
    this.nanoTime = nanoTime;
    this.begin = nanoTime.getAsLong();
  }

  /** That of the present view of the farm. */
  @Override
  public ClientUse get() {
    return of(farm.get());
  }

  /** That of a view of the farm. */
  @SuppressWarnings("ReferenceEquality")
  ClientUse of(FarmView view) {
    long now = nanoTime.getAsLong();
    Known present = known;
    if (present == null || present.farm() != view || now - present.atNanos() > GOOD_NANOS) {
      present = new Known(view, recent.with(ClientUse.of(view), (now - begin) / NANOS), now);
      known = present;
    }
    return present.use();
  }

  /** Learns that tasks have begun or ended: whatever runs is seen, and be it for a moment. */
  public void changed() {
    get();
  }
}
