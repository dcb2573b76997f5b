package io.mediarouter.vertx.config.policies;

import io.mediarouter.plan.PolicyChange;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.plan.PublishingPolicy;
import java.util.Map;

/**
 * The settings of what may be done to serve a request, for all and for some.
 *
 * @param fallback the policy where nothing else is said
 * @param byPreset what is otherwise for a preset, by its name
 * @param byPath what is otherwise for some assets, by the start of their path
 */
public record PoliciesConfig(
    PublishingPolicy fallback,
    Map<String, PolicyChange> byPreset,
    Map<String, PolicyChange> byPath) {
  public static final PoliciesConfig DEFAULT =
      new PoliciesConfig(PublishingPolicy.DEFAULT, Map.of(), Map.of());

  public PoliciesConfig {
    byPreset = Map.copyOf(byPreset);
    byPath = Map.copyOf(byPath);
  }

  /** The policies in the form in which requests find theirs. */
  public PolicyTable table() {
    return new PolicyTable(fallback, byPreset, byPath);
  }
}
