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
  private Map<String, Versioned<AdministrativeState>> states;
  private Map<String, Ejection> ejections;

  OperatorResets(HealthParts parts) {
    this.parts = parts;
    this.states = states();
    this.ejections = ejections();
  }

  private Map<String, Versioned<AdministrativeState>> states() {
    return Map.copyOf(parts.state().servers().rows());
  }

  private Map<String, Ejection> ejections() {
    Map<String, Ejection> values = new HashMap<>();
    parts.state().ejections().rows().forEach((key, row) -> values.put(key, row.value()));
    return values;
  }

  /** Each order counts, also one that a server be what it is: it tells that it was mended. */
  void followStates() {
    Map<String, Versioned<AdministrativeState>> before = states;
    states = states();
    states.forEach((id, row) -> resetIfMadeReady(before.get(id), id, row));
    before.forEach((id, row) -> resetIfFree(id, row));
  }

  private void resetIfMadeReady(
      @Nullable Versioned<AdministrativeState> before,
      String id,
      Versioned<AdministrativeState> now) {
    boolean again = before == null || before.version() < now.version();
    if (again && now.value() == AdministrativeState.READY) {
      parts.breakers().reset(id);
    }
  }

  /** One whose row is gone is ready. */
  private void resetIfFree(String id, Versioned<AdministrativeState> before) {
    if (!states.containsKey(id) && before.value() != AdministrativeState.READY) {
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
