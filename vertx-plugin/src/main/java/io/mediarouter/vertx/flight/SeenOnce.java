package io.mediarouter.vertx.flight;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the requests that were let in lately: what was seen on the wire opens nothing again.
 * Only who knows the secret adds to them. Safe for use by many threads.
 */
final class SeenOnce {
  /** From before the time of a signature to after it. */
  private static final long SPAN_SECONDS = 2 * PeerSignature.WINDOW.toSeconds() + 1;

  private final int most;
  private Set<String> present = new HashSet<>();
  private Set<String> past = Set.of();
  private long turnsAt = Long.MIN_VALUE;

  /**
   * None yet.
   *
   * @param most names in each two minutes; those beyond are not let in
   */
  SeenOnce(int most) {
    this.most = most;
  }

  /** Notes that name; false if it was there before, or there is no room for it. */
  synchronized boolean isNew(String name, Instant now) {
    turn(now.getEpochSecond());
    return present.size() < most && !past.contains(name) && present.add(name);
  }

  /** A name stays for its span at least, and for twice as long at most. */
  private void turn(long seconds) {
    if (seconds < turnsAt) {
      return;
    }
    boolean longAgo = seconds >= turnsAt + SPAN_SECONDS;
    past = longAgo ? Set.of() : present;
    present = new HashSet<>();
    turnsAt = seconds + SPAN_SECONDS;
  }
}
