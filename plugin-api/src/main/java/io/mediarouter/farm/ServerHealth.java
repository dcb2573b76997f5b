package io.mediarouter.farm;

import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How well a server does, as this proxy knows it; says nothing of what the operator wants of it.
 *
 * @param refused the work that this proxy's circuit breakers do not let through to it now
 * @param onTrial the work that they let through only to see how it does, so that whoever may try it
 *     should
 * @param ejected the work that the proxies of the cluster have agreed not to send it now
 * @param condition what active checks say
 * @param slowStart its recovery; null = it is treated like any other
 */
public record ServerHealth(
    Set<Work> refused,
    Set<Work> onTrial,
    Set<Work> ejected,
    Condition condition,
    @Nullable SlowStart slowStart) {
  /** A server of which nothing bad is known. */
  public static final ServerHealth WELL =
      new ServerHealth(Set.of(), Set.of(), Set.of(), Condition.UP, null);

  public ServerHealth {
    refused = Set.copyOf(refused);
    onTrial = Set.copyOf(onTrial);
    ejected = Set.copyOf(ejected);
  }

  /** A server to which this proxy's breakers let nothing through. */
  public static ServerHealth refusing() {
    return new ServerHealth(Set.of(Work.values()), Set.of(), Set.of(), Condition.UP, null);
  }

  /** Whether it may be sent such work. */
  public boolean allows(Work work) {
    return condition != Condition.DOWN && !refused.contains(work) && !ejected.contains(work);
  }

  /** Whether such work is let through to it on trial. */
  public boolean tries(Work work) {
    return onTrial.contains(work);
  }

  /** Whether it is recovered enough for this one piece of work; not that it must not be sent it. */
  public boolean isUpTo(Instant now, RandomGenerator random) {
    return slowStart == null || slowStart.admits(now, random);
  }
}
