package io.mediarouter.plan;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.MediaRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies by route and preset: what a preset says comes first, then what the longest matching
 * path says, then the default. Immutable.
 */
public final class PolicyTable {
  /** The policies for the assets below a path. */
  private record Route(
      String path, PublishingPolicy policy, Map<String, PublishingPolicy> byPreset) {
    PublishingPolicy policyOf(@Nullable String preset) {
      return preset == null ? policy : byPreset.getOrDefault(preset, policy);
    }
  }

  /** The longest path first; the last one is empty. */
  private final List<Route> routes;

  /**
   * A table.
   *
   * @param fallback the policy where nothing else is said
   * @param byPreset what is otherwise for a preset, by its name
   * @param byPath what is otherwise for some assets, by the start of their path, such as {@code
   *     films/}; not empty
   */
  public PolicyTable(
      PublishingPolicy fallback,
      Map<String, PolicyChange> byPreset,
      Map<String, PolicyChange> byPath) {
    Stream<Route> changed =
        byPath.entrySet().stream()
            .map(each -> route(each.getKey(), each.getValue().over(fallback), byPreset));
    routes =
        Stream.concat(changed, Stream.of(route("", fallback, byPreset)))
            .sorted(Comparator.comparingInt(route -> -route.path().length()))
            .toList();
  }

  private static Route route(
      String path, PublishingPolicy policy, Map<String, PolicyChange> byPreset) {
    Map<String, PublishingPolicy> policies = new HashMap<>();
    byPreset.forEach((preset, change) -> policies.put(preset, change.over(policy)));
    return new Route(path, policy, Map.copyOf(policies));
  }

  /** A table of one policy for everything. */
  public static PolicyTable of(PublishingPolicy policy) {
    return new PolicyTable(policy, Map.of(), Map.of());
  }

  /** The policy for {@code request}. */
  public PublishingPolicy policyOf(MediaRequest request) {
    return policyOf(request.asset(), request.preset());
  }

  /** The policy for an asset and the preset by which it is asked for; null = by none. */
  public PublishingPolicy policyOf(AssetId asset, @Nullable String preset) {
    return routeOf(asset.path()).policyOf(preset);
  }

  private Route routeOf(String path) {
    for (Route route : routes) {
      if (path.startsWith(route.path())) {
        return route;
      }
    }
    throw new IllegalStateException("no route of everything");
  }
}
