package io.mediarouter.vertx.transcode;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who waits for what a run makes before anybody has asked for it: until it is there, or nobody
 * comes near it any more. Safe for use by many threads.
 */
final class Keeper {
  private final Set<Transcode> held = ConcurrentHashMap.newKeySet();

  /** A keeper of transcodes that were joined for it. */
  Keeper(Collection<Transcode> joined) {
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
