package io.mediarouter.vertx.transcode;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the interest in what a run makes before anybody has asked for it: until it is there, or
 * nobody comes near it any more. Safe for use by many threads.
 */
final class RunAheadInterest {
  private final Set<Transcode> held = ConcurrentHashMap.newKeySet();

  /** The interest in transcodes that were joined for it. */
  RunAheadInterest(Collection<Transcode> joined) {
    held.addAll(joined);
  }

  /** Leaves one; the first time counts. */
  void release(Transcode transcode) {
    if (held.remove(transcode)) {
      transcode.leave();
    }
  }

  /** Leaves all that are left. */
  void releaseAll() {
    held.forEach(this::release);
  }
}
