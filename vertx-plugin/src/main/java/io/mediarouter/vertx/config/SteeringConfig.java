package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.form.RecordForm;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Between which ways to streams players are steered (HLS and DASH Content Steering). */
public record SteeringConfig(
    @Key(
            value =
                "The ways, the most wanted one first, such as [{id: a, url:"
                    + " \"https://a.example/media\"}]. Empty: players are not steered.",
            most = 16,
            absent = "[]")
        List<Pathway> pathways,
    @Key(
            value = "How long a player goes on before it asks again, from 10 seconds to an hour.",
            absent = "5m")
        Duration ttl,
    @Key(
            value =
                "The id of the way that leads to this proxy and no other: while it has too much to"
                    + " do, or is about to stop, that is the last one. Absent: the one whose url"
                    + " has the host that a player has asked.",
            example = "a",
            is = SteeringConfig.ID_IS,
            pattern = SteeringConfig.ID)
        @Nullable String own) {
  static final String ID_IS =
      "a name of up to 64 letters, digits, dots, underscores and hyphens, not a dot at first";
  static final String ID = "^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$";

  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Duration MOST = Duration.ofHours(1);

  public static final SteeringConfig DEFAULT = RecordForm.defaults(SteeringConfig.class);

  public SteeringConfig {
    pathways = List.copyOf(pathways);
    Set<String> ids = new HashSet<>();
    for (Pathway each : pathways) {
      Checks.require(ids.add(each.id()), "pathways", each.id(), "each id once");
    }
    Checks.require(
        ttl.compareTo(LEAST) >= 0 && ttl.compareTo(MOST) <= 0,
        "ttl",
        Quantities.written(ttl),
        "10s..1h");
    Checks.require(
        own == null || ids.isEmpty() || ids.contains(own),
        "own",
        String.valueOf(own),
        "the id of a pathway");
  }

  /**
   * A way to all streams.
   *
   * @param url below which assets' paths lie
   */
  public record Pathway(
      @Key(value = "Its name, as players are told it.", is = ID_IS, pattern = ID) String id,
      @Key(
              "The URL below which the paths of assets lie for who goes that way, such as"
                  + " https://a.example/media.")
          URI url) {}

  /** Whether players are steered. */
  public boolean isOn() {
    return !pathways.isEmpty();
  }

  /** The pathway called {@code own}. */
  public Optional<Pathway> ownPathway() {
    return pathways.stream().filter(each -> each.id().equals(own)).findFirst();
  }
}
