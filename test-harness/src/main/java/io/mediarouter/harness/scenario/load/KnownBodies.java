package io.mediarouter.harness.scenario.load;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The bodies that stored renditions and sources have, by target and validator: what was evicted and
 * made again has others, and another validator. Immutable.
 */
final class KnownBodies {
  static final KnownBodies NONE = new KnownBodies(Map.of());

  private record Known(String etag, byte[] body) {}

  private final Map<String, Known> bodies;

  private KnownBodies(Map<String, Known> bodies) {
    this.bodies = bodies;
  }

  /**
   * Asks a proxy for all of them once.
   *
   * @throws IOException if one is not there
   */
  static KnownBodies learn(LoadPlan plan, URI proxy, MediaClient client) throws IOException {
    Map<String, Answer> answers = new HashMap<>();
    for (String target :
        Stream.concat(plan.stored().stream(), plan.originals().stream()).toList()) {
      Answer answer = client.get(proxy.resolve(target));
      if (answer.status() != 200 || answer.body().length == 0) {
        throw new IOException(target + " is not there: status " + answer.status());
      }
      answers.put(target, answer);
    }
    return of(answers);
  }

  /** Those of these answers, by target. */
  static KnownBodies of(Map<String, Answer> answers) {
    Map<String, Known> bodies = new HashMap<>();
    answers.forEach(
        (target, answer) -> bodies.put(target, new Known(answer.header("etag"), answer.body())));
    return new KnownBodies(bodies);
  }

  /** The body that has that validator; empty where nobody knows. */
  Optional<byte[]> find(String target, String etag) {
    return Optional.ofNullable(bodies.get(target))
        .filter(known -> known.etag().equals(etag))
        .map(Known::body);
  }

  int length(String target) {
    return Optional.ofNullable(bodies.get(target)).orElseThrow().body().length;
  }
}
