package io.mediarouter.vertx.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of the last requests by their names, bounded in number and time. Safe for use by many
 * threads.
 */
public final class RecentRequests {
  /** How many are remembered at most. */
  public static final int MOST = 2000;

  /** How long they are. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private final Map<String, PastRequest> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PastRequest> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(PastRequest request) {
    byId.remove(request.entry().id());
    byId.put(request.entry().id(), request);
  }

  /** The last one of that name; empty = it has not ended, or long ago, or was never here. */
  public synchronized Optional<PastRequest> find(String id, Instant now) {
    return Optional.ofNullable(byId.get(id))
        .filter(past -> past.entry().at().plus(LONGEST).isAfter(now));
  }
}
