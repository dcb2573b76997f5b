package io.mediarouter.harness.scenario.load;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The bodies that stored renditions and sources have, by target. Immutable. */
final class KnownBodies {
  static final KnownBodies NONE = new KnownBodies(Map.of());

  private final Map<String, byte[]> bodies;

  private KnownBodies(Map<String, byte[]> bodies) {
    this.bodies = bodies;
  }

  /**
   * Asks a proxy for all of them once.
   *
   * @throws IOException if one is not there
   */
  static KnownBodies learn(LoadPlan plan, URI proxy, MediaClient client) throws IOException {
    Map<String, byte[]> bodies = new HashMap<>();
    for (String target :
        Stream.concat(plan.stored().stream(), plan.originals().stream()).toList()) {
      Answer answer = client.get(proxy.resolve(target));
      if (answer.status() != 200 || answer.body().length == 0) {
        throw new IOException(target + " is not there: status " + answer.status());
      }
      bodies.put(target, answer.body());
    }
    return new KnownBodies(bodies);
  }

  Optional<byte[]> find(String target) {
    return Optional.ofNullable(bodies.get(target));
  }

  int length(String target) {
    return find(target).orElseThrow().length;
  }
}
