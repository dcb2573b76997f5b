package io.mediarouter.vertx.call;

import io.mediarouter.vertx.flow.Sparing;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The connections of one server that are in use or waited for, and the bodies that they are for.
 * Whoever uses it sees to it that only one thread does so at a time.
 */
final class ConnectionUse {
  /** What is in the way in the kernels at both ends is no longer little then. */
  private static final int MANY = 128;

  /** One of so many connections is kept free of those who do not read on. */
  private static final int FREE_ONE_IN = 8;

  /** Four seconds: less than others wait for a connection. */
  private static final int MOST_STILL_LOOKS = 40;

  private final Map<Sparing, String> bodies = new IdentityHashMap<>();
  private int held;

  void begin() {
    held++;
  }

  void end() {
    held--;
  }

  int held() {
    return held;
  }

  void add(String client, Sparing body) {
    bodies.put(body, client);
  }

  void remove(Sparing body) {
    bodies.remove(body);
  }

  Collection<Sparing> bodies() {
    return bodies.keySet();
  }

  boolean isNone() {
    return held <= 0 && bodies.isEmpty();
  }

  /** Whether who does not read on is to do without. */
  boolean isScarce(int connections) {
    return held > Math.min(MANY, connections / 2);
  }

  /**
   * The bodies to be cut so that some connections are free: first of those clients that hold most,
   * and of these what has not moved for longest. Nobody is cut as long as nobody would gain by it.
   *
   * @param heldBy how many connections a client holds
   */
  List<Sparing> toBeCut(int connections, ToIntFunction<String> heldBy) {
    int free = connections / FREE_ONE_IN;
    int tooMany = Math.min(held - (connections - free), Math.max(1, free));
    if (tooMany <= 0) {
      return List.of();
    }
    return bodies.entrySet().stream()
        .filter(each -> each.getKey().stillLooks() >= MOST_STILL_LOOKS)
        .sorted(
            Comparator.<Map.Entry<Sparing, String>>comparingInt(
                    each -> -heldBy.applyAsInt(each.getValue()))
                .thenComparing(each -> -each.getKey().stillLooks()))
        .limit(tooMany)
        .map(Map.Entry::getKey)
        .toList();
  }
}
