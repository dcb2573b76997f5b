package io.mediarouter.vertx.health;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.vertx.shared.RowWriter;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The switch by which operators take servers out of use and back, for all proxies. Safe for use by
 * many threads.
 */
public final class OperatorSwitch {
  private final HealthParts parts;
  private final RowWriter<AdministrativeState> states;
  private final Ejections ejections;
  private final Runnable afterwards;

  OperatorSwitch(HealthParts parts, Ejections ejections, Runnable afterwards) {
    this.parts = parts;
    this.states = new RowWriter<>(parts.vertx(), parts.state().servers(), "server");
    this.ejections = ejections;
    this.afterwards = afterwards;
  }

  /**
   * Sets what is wanted of a server; doing so again changes nothing. One that is ready is pardoned,
   * also where it was ready before: its ejections end, and its breakers are reset, on this proxy at
   * once and on the others when they see it.
   *
   * @return what was wanted before; fails if it cannot be written
   */
  public Future<AdministrativeState> set(String serverId, AdministrativeState wanted) {
    return states
        .change(serverId, before -> isNews(before, wanted) ? wanted : null)
        .map(done -> orReady(done.before()))
        .onSuccess(before -> settle(serverId, wanted));
  }

  /** That one is ready is always written: the others see by the row's version that it was said. */
  private static boolean isNews(@Nullable AdministrativeState before, AdministrativeState wanted) {
    return wanted == AdministrativeState.READY || orReady(before) != wanted;
  }

  private static AdministrativeState orReady(@Nullable AdministrativeState written) {
    return written == null ? AdministrativeState.READY : written;
  }

  private void settle(String serverId, AdministrativeState wanted) {
    if (wanted == AdministrativeState.READY) {
      ejections.pardon(serverId);
      parts.breakers().reset(serverId);
    }
    afterwards.run();
  }
}
