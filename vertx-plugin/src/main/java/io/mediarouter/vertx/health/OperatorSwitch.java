package io.mediarouter.vertx.health;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The switch by which operators take servers out of use and back, for all proxies. Safe for use by
 * many threads.
 */
public final class OperatorSwitch {
  private static final int MOST_TRIES = 20;
  private static final long RETRY_MILLIS = 25;

  private final HealthParts parts;
  private final Ejections ejections;
  private final Runnable afterwards;

  OperatorSwitch(HealthParts parts, Ejections ejections, Runnable afterwards) {
    this.parts = parts;
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
    return set(serverId, wanted, 1).onSuccess(before -> settle(serverId, wanted));
  }

  private Future<AdministrativeState> set(String serverId, AdministrativeState wanted, int tries) {
    SharedTable<AdministrativeState> table = parts.state().servers();
    Optional<Versioned<AdministrativeState>> row = table.get(serverId);
    AdministrativeState before = row.map(Versioned::value).orElse(AdministrativeState.READY);
    if (before == wanted && wanted != AdministrativeState.READY) {
      return Future.succeededFuture(before);
    }
    long version = row.map(Versioned::version).orElse(SharedTable.ABSENT);
    var context = parts.vertx().getOrCreateContext();
    return Future.fromCompletionStage(table.replace(serverId, version, wanted), context)
        .compose(
            written ->
                written ? Future.succeededFuture(before) : setAgain(serverId, wanted, tries));
  }

  /** Somebody else was faster; the mirror shows soon what they wrote. */
  private Future<AdministrativeState> setAgain(
      String serverId, AdministrativeState wanted, int tries) {
    if (tries == MOST_TRIES) {
      return Future.failedFuture(
          new IllegalStateException("server: " + serverId + " not written in " + tries + " tries"));
    }
    return parts.vertx().timer(RETRY_MILLIS).compose(v -> set(serverId, wanted, tries + 1));
  }

  private void settle(String serverId, AdministrativeState wanted) {
    if (wanted == AdministrativeState.READY) {
      ejections.pardon(serverId);
      parts.breakers().reset(serverId);
    }
    afterwards.run();
  }
}
