package io.mediarouter.harness.demo;

import io.mediarouter.harness.farm.media.MediaCheck.Findings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a rendition has to be.
 *
 * @param seconds its length; 0: it has none that matters
 * @param height in pixels; 0 without video
 */
record ExpectedMedia(
    double seconds, @Nullable String videoCodec, @Nullable String audioCodec, int height) {
  private static final double TOLERANCE_SECONDS = 0.5;

  /** Complains about all that differs. */
  void compare(Findings found, String what, Complaints complaints) {
    complaints.unlessEqual(name(videoCodec), name(found.videoCodec()), what + ": video codec");
    complaints.unlessEqual(name(audioCodec), name(found.audioCodec()), what + ": audio codec");
    complaints.unlessEqual(height, found.height(), what + ": height");
    complaints.unless(found.decodes(), what + ": does not decode: " + found.complaints());
    double off = Math.abs(found.durationSeconds() - seconds);
    complaints.unless(
        seconds == 0 || off <= TOLERANCE_SECONDS,
        String.format(
            Locale.ROOT,
            "%s: lasts %.2f s (expected: %.2f s)",
            what,
            found.durationSeconds(),
            seconds));
  }

  private static String name(@Nullable String codec) {
    return codec == null ? "none" : codec;
  }
}
