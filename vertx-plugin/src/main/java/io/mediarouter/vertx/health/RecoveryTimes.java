package io.mediarouter.vertx.health;

import io.mediarouter.farm.Condition;
import io.mediarouter.farm.SlowStart;
import io.mediarouter.farm.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each server last recovered, as this proxy has seen it. A server that was never
 * seen ill has nothing to recover from. Safe for use by many threads.
 */
final class RecoveryTimes {
  private record Course(ServerFaults faults, @Nullable Instant recoveredAt) {
    static final Course NEW = new Course(ServerFaults.NONE, null);

    Course then(ServerFaults present, Instant now) {
      return new Course(present, present.isRecoveryFrom(faults) ? now : recoveredAt);
    }
  }

  private final Map<String, Course> courses = new ConcurrentHashMap<>();

  /**
   * Takes note of how a server does now, and tells its slow start.
   *
   * @param condition one that is unknown leaves a server as ill as it was
   * @param length how long a slow start takes
   * @return null = there is none, or it is over
   */
  @Nullable SlowStart observe(
      String serverId,
      Set<Work> untrusted,
      Set<Work> ejected,
      Condition condition,
      Duration length,
      Instant now) {
    boolean unknown = condition == Condition.UNKNOWN;
    Course course =
        courses.compute(
            serverId,
            (id, last) -> {
              Course before = last == null ? Course.NEW : last;
              boolean down = unknown ? before.faults().down() : condition == Condition.DOWN;
              return before.then(new ServerFaults(untrusted, ejected, down), now);
            });
    return slowStart(course.recoveredAt(), length, now);
  }

  private static @Nullable SlowStart slowStart(
      @Nullable Instant recoveredAt, Duration length, Instant now) {
    if (recoveredAt == null) {
      return null;
    }
    var start = new SlowStart(recoveredAt, length);
    return start.isOver(now) ? null : start;
  }

  void keepOnly(Collection<String> serverIds) {
    courses.keySet().retainAll(serverIds);
  }

  /**
   * The reasons that keep a server from its usual work.
   *
   * @param untrusted the work for which this proxy's breakers are not closed
   * @param ejected the work that the proxies have agreed not to send it
   * @param down whether it fails its checks
   */
  private record ServerFaults(Set<Work> untrusted, Set<Work> ejected, boolean down) {
    static final ServerFaults NONE = new ServerFaults(Set.of(), Set.of(), false);

    ServerFaults {
      untrusted = Set.copyOf(untrusted);
      ejected = Set.copyOf(ejected);
    }

    /** Whether something of {@code before} is over. */
    boolean isRecoveryFrom(ServerFaults before) {
      return (before.down && !down)
          || !untrusted.containsAll(before.untrusted)
          || !ejected.containsAll(before.ejected);
    }
  }
}
