package io.mediarouter.farm;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The list of a farm's servers: those that are configured, with what was changed while it runs.
 * Immutable.
 */
public final class FarmRoster {
  private final Map<String, ServerDefinition> known = new LinkedHashMap<>();
  private final Map<String, FarmChange> changes;

  /**
   * The list of these servers.
   *
   * @param changes by the server's name; a change of a server that is neither configured nor added
   *     means nothing
   */
  public FarmRoster(List<ServerDefinition> configured, Map<String, FarmChange> changes) {
    this.changes = Map.copyOf(changes);
    configured.forEach(each -> known.put(each.id(), each));
    changes.forEach(this::add);
    known.replaceAll((id, defined) -> changed(defined));
  }

  private void add(String id, FarmChange change) {
    ServerDefinition added = change.definition();
    if (added != null) {
      known.put(id, added);
    }
  }

  private ServerDefinition changed(ServerDefinition defined) {
    FarmChange change = changes.get(defined.id());
    return change == null ? defined : change.applyTo(defined);
  }

  /** The server of that name, whether it is in use or not. */
  public Optional<ServerDefinition> find(String id) {
    return Optional.ofNullable(known.get(id));
  }

  /** All servers, those that were added last. */
  public List<ServerDefinition> all() {
    return List.copyOf(known.values());
  }

  /**
   * The servers that are in use.
   *
   * @param retired those that are out of it for good
   * @param heardSince the moment since when a server that registers itself has to be heard of
   */
  public List<ServerDefinition> present(Set<String> retired, Instant heardSince) {
    return known.values().stream()
        .filter(each -> !retired.contains(each.id()))
        .filter(each -> !isLapsed(each.id(), heardSince))
        .toList();
  }

  private boolean isLapsed(String id, Instant heardSince) {
    FarmChange change = changes.get(id);
    return change != null && change.isLapsed(heardSince);
  }
}
