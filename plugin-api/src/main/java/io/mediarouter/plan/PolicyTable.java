package io.mediarouter.plan;

import io.mediarouter.request.MediaRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The policies by route and preset: a preset's own policy comes first, then the one with the
 * longest matching path, then the default. Immutable.
 */
public final class PolicyTable {
  /** A policy for the assets below a path. */
  private record Route(String path, PublishingPolicy policy) {}

  private final PublishingPolicy fallback;
  private final Map<String, PublishingPolicy> byPreset;
  private final List<Route> routes;

  /**
   * A table.
   *
   * @param byPath policies by the start of the asset's path, such as {@code films/}
   */
  public PolicyTable(
      PublishingPolicy fallback,
      Map<String, PublishingPolicy> byPreset,
      Map<String, PublishingPolicy> byPath) {
    this.fallback = fallback;
    this.byPreset = Map.copyOf(byPreset);
    this.routes =
        byPath.entrySet().stream()
            .map(entry -> new Route(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingInt(route -> -route.path().length()))
            .toList();
  }

  /** A table of one policy for everything. */
  public static PolicyTable of(PublishingPolicy policy) {
    return new PolicyTable(policy, Map.of(), Map.of());
  }

  /** The policy for {@code request}. */
  public PublishingPolicy policyOf(MediaRequest request) {
    String preset = request.preset();
    PublishingPolicy own = preset == null ? null : byPreset.get(preset);
    return own != null ? own : byPath(request.asset().path());
  }

  private PublishingPolicy byPath(String path) {
    for (Route route : routes) {
      if (path.startsWith(route.path())) {
        return route.policy();
      }
    }
    return fallback;
  }
}
