package io.mediarouter.farm;

import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
 * @param merelySlow the work that this proxy's circuit breakers refuse, or let through on trial,
 *     for slowness alone: it is done, if late
 */
public record ServerHealth(
    Set<Work> refused,
    Set<Work> onTrial,
    Set<Work> ejected,
    Condition condition,
    @Nullable SlowStart slowStart,
    Set<Work> merelySlow) {
  /** A server of which nothing bad is known. */
  public static final ServerHealth WELL =
      new ServerHealth(Set.of(), Set.of(), Set.of(), Condition.UP, null);

  public ServerHealth {
    refused = Set.copyOf(refused);
    onTrial = Set.copyOf(onTrial);
    ejected = Set.copyOf(ejected);
    merelySlow = Set.copyOf(merelySlow);
  }

  /** A server that is refused nothing for slowness alone. */
  public ServerHealth(
      Set<Work> refused,
      Set<Work> onTrial,
      Set<Work> ejected,
      Condition condition,
      @Nullable SlowStart slowStart) {
    this(refused, onTrial, ejected, condition, slowStart, Set.of());
  }

  /** A server to which this proxy's breakers let nothing through. */
  public static ServerHealth refusing() {
    return new ServerHealth(Set.of(Work.values()), Set.of(), Set.of(), Condition.UP, null);
  }

  /** Whether it may be sent such work. */
  public boolean allows(Work work) {
    return condition != Condition.DOWN && !refused.contains(work) && !ejected.contains(work);
  }

  /** Whether it is left out of such work, and would be no more than slow if it were not. */
  boolean isLastResort(Work work) {
    return condition != Condition.DOWN && merelySlow.contains(work) && !allows(work);
  }

  /** What it is taken for where nobody does such work better: slow is more than nothing. */
  ServerHealth asLastResort(Work work) {
    return new ServerHealth(
        without(refused, work), onTrial, without(ejected, work), condition, slowStart, merelySlow);
  }

  private static Set<Work> without(Set<Work> all, Work work) {
    return all.stream().filter(each -> each != work).collect(Collectors.toUnmodifiableSet());
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
