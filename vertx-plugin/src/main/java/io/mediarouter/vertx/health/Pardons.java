package io.mediarouter.vertx.health;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.health.Ejection;
import io.mediarouter.state.Versioned;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The follower of what operators do for a server, on whichever proxy: one that is made ready again,
 * or whose ejection is called off, begins with closed breakers here too. For use by one thread.
 */
final class Pardons {
  private final HealthParts parts;
  private Map<String, AdministrativeState> states;
  private Map<String, Ejection> ejections;

  Pardons(HealthParts parts) {
    this.parts = parts;
    this.states = states();
    this.ejections = ejections();
  }

  private Map<String, AdministrativeState> states() {
    return values(parts.state().servers().rows());
  }

  private Map<String, Ejection> ejections() {
    return values(parts.state().ejections().rows());
  }

  private static <V> Map<String, V> values(Map<String, Versioned<V>> rows) {
    Map<String, V> values = new HashMap<>();
    rows.forEach((key, row) -> values.put(key, row.value()));
    return values;
  }

  void followStates() {
    Map<String, AdministrativeState> now = states();
    states.forEach((id, before) -> resetIfReady(id, before, now));
    states = now;
  }

  private void resetIfReady(
      String id, AdministrativeState before, Map<String, AdministrativeState> now) {
    boolean ready = now.getOrDefault(id, AdministrativeState.READY) == AdministrativeState.READY;
    if (ready && before != AdministrativeState.READY) {
      parts.breakers().reset(id);
    }
  }

  void followEjections() {
    Map<String, Ejection> now = ejections();
    now.forEach((key, ejection) -> resetIfCalledOff(ejections.get(key), ejection));
    ejections = now;
  }

  private void resetIfCalledOff(@Nullable Ejection before, Ejection now) {
    if (before != null && before.at().equals(now.at()) && now.until().isBefore(before.until())) {
      parts.breakers().reset(now.serverId());
    }
  }
}
