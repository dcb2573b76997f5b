package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.flight.Wanted;
import java.util.Map;
import java.util.TreeMap;

/** Those who wait for a transcode. For one thread at a time. */
final class Waiting {
  private final TreeMap<Wanted, Integer> all = new TreeMap<>();

  void add(Wanted one) {
    all.merge(one, 1, Integer::sum);
  }

  void remove(Wanted one) {
    all.computeIfPresent(one, (same, count) -> count == 1 ? null : count - 1);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether one of them is a viewer. */
  boolean isByViewer() {
    return !all.isEmpty() && all.firstKey().isByViewer();
  }

  /** What counts most of what they want; {@code own} where nobody waits. */
  Wanted most(Wanted own) {
    Map.Entry<Wanted, Integer> first = all.firstEntry();
    return first == null ? own : first.getKey();
  }
}
