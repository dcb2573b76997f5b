package io.mediarouter.vertx.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How assets are served as streams, HLS and DASH.
 *
 * @param ladder the presets that the forms of the picture are made of, the one that players begin
 *     with first; empty = there are no streams
 * @param segment about how long a segment is, 2..10 s
 * @param ahead how far in front of the furthest viewer segments are made, above 0 and at most 10
 *     min
 */
public record StreamsConfig(List<String> ladder, Duration segment, Duration ahead) {
  private static final Duration SHORTEST_SEGMENT = Duration.ofSeconds(2);
  private static final Duration LONGEST_SEGMENT = Duration.ofSeconds(10);
  private static final Duration FURTHEST = Duration.ofMinutes(10);

  public static final List<String> DEFAULT_LADDER =
      List.of("360p", "240p", "480p", "720p", "1080p");
  public static final Duration DEFAULT_SEGMENT = Duration.ofSeconds(4);
  public static final Duration DEFAULT_AHEAD = Duration.ofSeconds(30);

  public static final StreamsConfig DEFAULT =
      new StreamsConfig(DEFAULT_LADDER, DEFAULT_SEGMENT, DEFAULT_AHEAD);

  public StreamsConfig {
    ladder = List.copyOf(ladder);
    Checks.require(
        segment.compareTo(SHORTEST_SEGMENT) >= 0
            && segment.compareTo(LONGEST_SEGMENT) <= 0
            && segment.toMillisPart() == 0,
        "streams.segment",
        Quantities.written(segment),
        "whole seconds, 2s..10s");
    Checks.require(
        !ahead.isNegative() && !ahead.isZero() && ahead.compareTo(FURTHEST) <= 0,
        "streams.ahead",
        Quantities.written(ahead),
        "above 0, at most 10m");
  }

  /** The settings; mistakes are added to the tree. */
  static StreamsConfig read(Section root, Map<String, ?> presets) {
    Section streams = root.section("streams");
    List<String> ladder = streams.has("ladder") ? streams.texts("ladder") : DEFAULT_LADDER;
    if (streams.has("ladder") && !presets.keySet().containsAll(ladder)) {
      streams.error(
          "ladder", "names of presets: " + String.join(", ", new TreeSet<>(presets.keySet())));
      return DEFAULT;
    }
    return root.checked(
        () ->
            new StreamsConfig(
                ladder,
                streams.duration("segment", DEFAULT_SEGMENT),
                streams.duration("ahead", DEFAULT_AHEAD)),
        DEFAULT);
  }

  /** Whether there are streams. */
  public boolean isOn() {
    return !ladder.isEmpty();
  }
}
