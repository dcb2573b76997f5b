package io.mediarouter.vertx.spool;

import java.util.TreeMap;

/** Tracks how far each open reader of an output has come. Guarded by its spool's lock. */
final class ReaderPositions {
  /** One reader's place: what is before it is not needed for that reader any more. */
  static final class Place {
    private long offset;
    private boolean left;

    private Place() {}
  }

  /** How many readers stand at an offset. */
  private final TreeMap<Long, Integer> readers = new TreeMap<>();

  Place enter() {
    var place = new Place();
    readers.merge(place.offset, 1, Integer::sum);
    return place;
  }

  /** Does nothing for a place that was left. */
  void move(Place place, long offset) {
    if (!place.left) {
      remove(place.offset);
      place.offset = offset;
      readers.merge(offset, 1, Integer::sum);
    }
  }

  void leave(Place place) {
    if (!place.left) {
      place.left = true;
      remove(place.offset);
    }
  }

  private void remove(long offset) {
    readers.computeIfPresent(offset, (at, count) -> count == 1 ? null : count - 1);
  }

  boolean isEmpty() {
    return readers.isEmpty();
  }

  /** Whether there are readers, and all of them have come as far as {@code offset}. */
  boolean haveAllPassed(long offset) {
    return !readers.isEmpty() && readers.firstKey() >= offset;
  }
}
