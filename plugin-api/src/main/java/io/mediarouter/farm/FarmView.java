package io.mediarouter.farm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable snapshot of the farm: every server with what is known of it, by role and by name.
 *
 * <p>A proxy makes a new one when something changes, not per request.
 */
public final class FarmView {
  private final List<ServerView> servers;
  private final Map<String, ServerView> byId = new HashMap<>();
  private final Map<ServerRole, List<ServerView>> byRole = new EnumMap<>(ServerRole.class);

  /** A snapshot of these servers; the order has no meaning but is kept. */
  public FarmView(List<ServerView> servers) {
    this.servers = List.copyOf(servers);
    for (ServerRole role : ServerRole.values()) {
      byRole.put(role, new ArrayList<>());
    }
    this.servers.forEach(this::index);
    byRole.replaceAll((role, list) -> List.copyOf(list));
  }

  private void index(ServerView view) {
    byId.put(view.server().id(), view);
    view.server().roles().forEach(role -> byRole.getOrDefault(role, new ArrayList<>()).add(view));
  }

  /** All servers. */
  public List<ServerView> servers() {
    return servers;
  }

  /**
   * The same farm where nobody would do such work otherwise: who was found slow, and no more than
   * that, is to do it. Slowness alone does not take the last server out of use.
   */
  public FarmView lastResort(Work work) {
    return new FarmView(servers.stream().map(view -> view.asLastResort(work)).toList());
  }

  /** Whether anybody is left out of such work who is merely slow. */
  public boolean hasLastResort(Work work) {
    return servers.stream().anyMatch(view -> view.health().isLastResort(work));
  }

  /**
   * Whether no server but {@code serverId} is trusted with such work: open to it, and not on trial.
   */
  public boolean isLast(String serverId, Work work) {
    return withRole(work.role()).stream()
        .filter(view -> !view.server().id().equals(serverId))
        .noneMatch(view -> view.accepts(work) && !view.health().tries(work));
  }

  /** The servers that have this role. */
  public List<ServerView> withRole(ServerRole role) {
    return byRole.getOrDefault(role, List.of());
  }

  /** The server of this name. */
  public Optional<ServerView> server(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
