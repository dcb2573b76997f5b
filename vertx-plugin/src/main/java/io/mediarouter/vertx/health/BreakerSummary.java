package io.mediarouter.vertx.health;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.Breaker;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Sums up what the breakers of one server say. For use by one thread while it is made. */
final class BreakerSummary {
  private static final BreakerSummary ALL_CLOSED = new BreakerSummary();

  private final Set<Work> refused = EnumSet.noneOf(Work.class);
  private final Set<Work> onTrial = EnumSet.noneOf(Work.class);
  private final Set<Work> merelySlow = EnumSet.noneOf(Work.class);

  /** What they say of each server of which they say anything. */
  static Map<String, BreakerSummary> of(Collection<Breaker> breakers) {
    Map<String, BreakerSummary> circuits = new HashMap<>();
    for (Breaker each : breakers) {
      boolean open = each.isOpen();
      if (open || each.isOnTrial()) {
        circuits.computeIfAbsent(each.serverId(), id -> new BreakerSummary()).add(each, open);
      }
    }
    return circuits;
  }

  static BreakerSummary closed() {
    return ALL_CLOSED;
  }

  private void add(Breaker breaker, boolean open) {
    (open ? refused : onTrial).add(breaker.work());
    if (breaker.isMerelySlow()) {
      merelySlow.add(breaker.work());
    }
  }

  /** The work that they let nothing through for. */
  Set<Work> refused() {
    return refused;
  }

  /** The work that they let through on trial only. */
  Set<Work> onTrial() {
    return onTrial;
  }

  /** What of both is for slowness alone. */
  Set<Work> merelySlow() {
    return merelySlow;
  }

  /** All of that. */
  Set<Work> untrusted() {
    Set<Work> untrusted = EnumSet.copyOf(refused);
    untrusted.addAll(onTrial);
    return untrusted;
  }
}
