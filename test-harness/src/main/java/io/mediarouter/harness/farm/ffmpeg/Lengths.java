package io.mediarouter.harness.farm.ffmpeg;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The length of a piece of media, as far as it is known beside its duration.
 *
 * @param estimated whether the duration is a guess from size and bit rate
 * @param videoSeconds where the picture that is made ends; null: the container does not tell
 * @param audioSeconds the same of the sound
 * @param videoStart when the picture begins, seconds from the beginning of all
 * @param audioStart the same of the sound
 */
record Lengths(
    @JsonProperty("duration_estimated") boolean estimated,
    @JsonProperty("video_seconds") @Nullable Double videoSeconds,
    @JsonProperty("audio_seconds") @Nullable Double audioSeconds,
    @JsonIgnore double videoStart,
    @JsonIgnore double audioStart) {
  private static final String GUESSED = "Estimating duration from bitrate";
  private static final Pattern CLOCK =
      Pattern.compile("([0-9]{1,4}):([0-9]{2}):([0-9]{2}(?:\\.[0-9]{1,9})?)");

  /**
   * The lengths in ffprobe's report.
   *
   * @param warnings what it wrote to standard error
   * @param video the track that is shown; empty where there is none
   * @param audio the track that is heard
   */
  static Lengths of(
      JsonNode root, String warnings, Optional<JsonNode> video, Optional<JsonNode> audio) {
    double start = root.path("format").path("start_time").asDouble();
    return new Lengths(
        warnings.contains(GUESSED),
        video.map(track -> end(track, start)).orElse(null),
        audio.map(track -> end(track, start)).orElse(null),
        video.map(track -> begin(track, start)).orElse(0.0),
        audio.map(track -> begin(track, start)).orElse(0.0));
  }

  private static double begin(JsonNode track, double start) {
    return Math.max(0, track.path("start_time").asDouble(start) - start);
  }

  private static @Nullable Double end(JsonNode track, double start) {
    double end = Math.max(track.path("start_time").asDouble(), start) - start;
    if (track.path("duration").asText().matches("[0-9]{1,9}(\\.[0-9]+)?")) {
      end += track.path("duration").asDouble();
    } else {
      Matcher tag = CLOCK.matcher(tag(track.path("tags")));
      end = tag.matches() ? seconds(tag) - start : 0;
    }
    return end > 0 ? Double.valueOf(end) : null;
  }

  private static double seconds(Matcher clock) {
    return Integer.parseInt(clock.group(1)) * 3600.0
        + Integer.parseInt(clock.group(2)) * 60.0
        + Double.parseDouble(clock.group(3));
  }

  /** Matroska tells when a track ends in a tag, whose name may have a language behind it. */
  private static String tag(JsonNode tags) {
    return tags.properties().stream()
        .filter(each -> each.getKey().toUpperCase(Locale.ROOT).startsWith("DURATION"))
        .map(each -> each.getValue().asText())
        .findFirst()
        .orElse("");
  }
}
