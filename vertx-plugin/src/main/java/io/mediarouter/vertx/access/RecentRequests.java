package io.mediarouter.vertx.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The memory of the last requests by their names, bounded in number and time. Safe for use by many
 * threads.
 */
public final class RecentRequests {
  /** How many are remembered at most. */
  public static final int MOST = 2000;

  /** How long they are. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /** Each request overwrites the oldest: most are never asked for. */
  private final AtomicReferenceArray<PastRequest> ring = new AtomicReferenceArray<>(MOST);

  private final AtomicInteger added = new AtomicInteger();

  void add(PastRequest request) {
    ring.set(place(added.getAndIncrement()), request);
  }

  private static int place(int number) {
    return Integer.remainderUnsigned(number, MOST);
  }

  /** The last one of that name; empty = it has not ended, or long ago, or was never here. */
  public Optional<PastRequest> find(String id, Instant now) {
    int next = added.get();
    for (int i = 1; i <= MOST; i++) {
      PastRequest past = ring.get(place(next - i));
      if (past != null && past.entry().id().equals(id)) {
        return Optional.of(past).filter(each -> each.entry().at().plus(LONGEST).isAfter(now));
      }
    }
    return Optional.empty();
  }
}
