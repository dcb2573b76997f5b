package io.mediarouter.vertx.monitor;

import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.ServerHealth;
import org.jspecify.annotations.Nullable;

/** The source of how well the servers do. */
public interface Healths {
  /** Who knows nothing bad of any server. */
  Healths ALL_WELL = (serverId, report) -> ServerHealth.WELL;

  /**
   * How well a server does now.
   *
   * @param report what it last said of its load; null = nothing
   */
  ServerHealth of(String serverId, @Nullable LoadReport report);
}
