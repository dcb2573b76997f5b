package io.mediarouter.vertx.health;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.health.Ejection;
import io.mediarouter.state.Versioned;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resets breakers after what operators do for a server, on whichever proxy: one that is made ready
 * again, or whose ejection is called off, begins with closed breakers here too. For use by one
 * thread.
 */
final class OperatorResets {
  private static final Duration ONE_CLOCK = Duration.ofSeconds(1);

  private final HealthParts parts;
  private Map<String, AdministrativeState> states;
  private Map<String, Ejection> ejections;

  OperatorResets(HealthParts parts) {
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
    if (before != null && isSame(before, now) && length(now).compareTo(length(before)) < 0) {
      parts.breakers().reset(now.serverId());
    }
  }

  /** Proxies whose clocks differ read the moment in which it was agreed a little differently. */
  private static boolean isSame(Ejection one, Ejection other) {
    return Duration.between(one.at(), other.at()).abs().compareTo(ONE_CLOCK) < 0;
  }

  private static Duration length(Ejection ejection) {
    return Duration.between(ejection.at(), ejection.until());
  }
}
