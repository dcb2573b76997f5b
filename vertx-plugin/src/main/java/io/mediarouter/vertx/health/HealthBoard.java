package io.mediarouter.vertx.health;

import io.mediarouter.farm.Condition;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.Work;
import io.mediarouter.vertx.breaker.Breaker;
import io.mediarouter.vertx.breaker.Breakers;
import io.mediarouter.vertx.farm.Healths;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of how well each server does. Safe for use by many threads. */
public final class HealthBoard implements Healths {
  private final Breakers breakers;

  /** A board that shows these breakers. */
  public HealthBoard(Breakers breakers) {
    this.breakers = breakers;
  }

  @Override
  public ServerHealth of(String serverId, @Nullable LoadReport report) {
    return new ServerHealth(refused(serverId), Set.of(), Condition.UP, null);
  }

  private Set<Work> refused(String serverId) {
    var refused = EnumSet.noneOf(Work.class);
    for (Breaker each : breakers.all()) {
      if (each.serverId().equals(serverId) && each.isOpen()) {
        refused.add(each.work());
      }
    }
    return refused;
  }
}
