package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Quantities;
import io.mediarouter.vertx.config.form.RecordForm;
import java.time.Duration;
import java.util.List;

/** The settings of how assets are served as streams, HLS and DASH. */
public record StreamsConfig(
    @Key(
            value =
                "The presets that the forms of the picture are made of, the one that players begin"
                    + " with first. Nothing is made larger than its source. Empty: there are no"
                    + " streams.",
            is = "a list of presets",
            each = "the name of a preset",
            pattern = "^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$",
            most = 16,
            absent = "[360p, 240p, 480p, 720p, 1080p]")
        List<String> ladder,
    @Key(
            value =
                "About how long a segment is, whole seconds from 2 to 10. Another one makes all"
                    + " segments anew.",
            absent = "4s")
        Duration segment,
    @Key(
            value = "How far in front of the furthest viewer segments are made, up to 10 minutes.",
            absent = "30s")
        Duration ahead,
    @Key(
            value =
                "How much of the beginnings of popular streams is made before anybody asks for it,"
                    + " where the farm has nothing else to do; up to 2 minutes. 0s: nothing.",
            zero = true,
            absent = "10s")
        Duration warm,
    @Key(
            value =
                "Whether the source's own picture is a form too, where it is H.264 in an MP4 that"
                    + " can be cut at its key frames: it is not encoded.",
            absent = "false")
        boolean source,
    @Key(
            value =
                "Whether the default sound of sources in 5.1 or more is there in 5.1 too, beside"
                    + " stereo. Only transcoding servers whose makes names surround make it.",
            absent = "false")
        boolean surround,
    @Key("Between which ways to streams players are steered.") SteeringConfig steering) {
  private static final Duration SHORTEST_SEGMENT = Duration.ofSeconds(2);
  private static final Duration LONGEST_SEGMENT = Duration.ofSeconds(10);
  private static final Duration FURTHEST = Duration.ofMinutes(10);

  private static final Duration WARMEST = Duration.ofMinutes(2);

  public static final StreamsConfig DEFAULT = RecordForm.defaults(StreamsConfig.class);

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
    Checks.require(
        !warm.isNegative() && warm.compareTo(WARMEST) <= 0,
        "streams.warm",
        Quantities.written(warm),
        "at most 2m");
  }

  /** Whether there are streams. */
  public boolean isOn() {
    return !ladder.isEmpty();
  }
}
