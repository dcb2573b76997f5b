package io.mediarouter.harness.farm.ffmpeg;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What the edit list of a track leaves out of it, which players do not all heed. */
final class Edits {
  /** What is before the first picture of a decoder, or primes one of sound, is less. */
  private static final double MOST_SECONDS = 0.25;

  private Edits() {}

  /**
   * Whether a track has more frames than are shown.
   *
   * @param frameSeconds how long each is
   */
  static boolean hides(JsonNode stream, double frameSeconds) {
    Long frames = MediaProbe.whole(stream.path("nb_frames"));
    Double shown = seconds(stream.path("duration"));
    return frames != null
        && shown != null
        && frames * frameSeconds - shown > MOST_SECONDS + 2 * frameSeconds;
  }

  private static @Nullable Double seconds(JsonNode node) {
    return node.asText().matches("[0-9]{1,9}(\\.[0-9]+)?") ? Double.valueOf(node.asText()) : null;
  }
}
