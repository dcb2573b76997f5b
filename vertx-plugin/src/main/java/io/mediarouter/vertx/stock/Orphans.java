package io.mediarouter.vertx.stock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rule from when on a file that nobody is sent to may go: it may just have been uploaded, and
 * be indexed in a moment. Safe for use by many threads.
 */
final class Orphans {
  private static final int MOST = 100_000;

  private final Supplier<Duration> grace;
  private final InstantSource clock;
  private final Map<String, Instant> firstSeen = new LinkedHashMap<>();

  /**
   * A rule.
   *
   * @param grace tells how old they have to be
   */
  Orphans(Supplier<Duration> grace, InstantSource clock) {
    this.grace = grace;
    this.clock = clock;
  }

  /**
   * Whether it may go; where a server does not tell when it was written, since it was first seen.
   */
  synchronized boolean isOld(String serverId, ListedFile file) {
    Instant now = clock.instant();
    Instant since = file.changedAt();
    if (since == null) {
      since = firstSeen.computeIfAbsent(serverId + '\n' + file.path(), absent -> now);
      if (firstSeen.size() > MOST) {
        firstSeen.remove(firstSeen.keySet().iterator().next());
      }
    }
    return !now.isBefore(since.plus(grace.get()));
  }
}
