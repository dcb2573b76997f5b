package io.mediarouter.vertx.speculation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * Counts by key that many threads add to and one takes away: adding to a key that is known costs a
 * look-up and nothing else.
 */
final class Tally<K> {
  /** Most keys that are known at a time; of more, nothing is counted until the next taking. */
  static final int MOST_KEYS = 10_000;

  private final Map<K, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one. */
  void add(K key) {
    LongAdder known = counts.get(key);
    if (known != null) {
      known.increment();
    } else if (counts.size() < MOST_KEYS) {
      counts.computeIfAbsent(key, k -> new LongAdder()).increment();
    }
  }

  /** Hands over each key that was counted since the last time, and how often. */
  void take(ObjLongConsumer<K> taker) {
    counts.forEach((key, count) -> take(key, count, taker));
  }

  /** What was not asked for since the last time is forgotten; a count in that moment is lost. */
  private void take(K key, LongAdder count, ObjLongConsumer<K> taker) {
    long times = count.sumThenReset();
    if (times == 0) {
      counts.remove(key, count);
    } else {
      taker.accept(key, times);
    }
  }
}
