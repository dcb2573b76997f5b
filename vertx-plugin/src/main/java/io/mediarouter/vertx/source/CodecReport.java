package io.mediarouter.vertx.source;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;

/**
 * The reader of what a probe tells of profiles and levels, in ffprobe's words: which of them
 * players of a codec decode. What is not told, and of codecs that nobody asks for, is none that is
 * rare.
 */
final class CodecReport {
  private static final Map<String, Set<String>> PLAIN_PROFILES =
      Map.of(
          "h264",
          Set.of(
              "Constrained Baseline",
              "Baseline",
              "Main",
              "High",
              "Constrained High",
              "Progressive High"),
          "hevc",
          Set.of("Main", "Main 10", "Main Still Picture"),
          "vp9",
          Set.of("Profile 0"),
          "av1",
          Set.of("Main"),
          "aac",
          Set.of("LC", "HE-AAC", "HE-AACv2"));

  /** Level 5.2 of each, as ffprobe tells it: 2160p at 60 frames per second. */
  private static final Map<String, Integer> HIGHEST_LEVEL =
      Map.of("h264", 52, "hevc", 156, "av1", 14);

  /** What AV1 says that keeps to no level, which tells nothing. */
  private static final int NO_LEVEL = 31;

  /** Beside a picture of HEVC for all, these have one for screens of Dolby only. */
  private static final Set<String> RARE_TAGS = Set.of("dvh1", "dvhe", "dva1", "dvav");

  /** Players of Apple know HEVC by its other name only. */
  private static final String UNWIELDY_TAG = "hev1";

  private CodecReport() {}

  static boolean isRarePicture(JsonObject picture) {
    return isRareProfile(picture)
        || isAboveLevel(picture, ProbeReport.positive(picture, "level"))
        || RARE_TAGS.contains(text(picture, "codec_tag"))
        || isTrue(picture, "edited");
  }

  static boolean isRareSound(JsonObject sound) {
    return isRareProfile(sound) || isTrue(sound, "edited");
  }

  static boolean isUnwieldy(JsonObject report) {
    return isTrue(report, "fragmented")
        || (report.getValue("video") instanceof JsonObject picture
            && UNWIELDY_TAG.equals(text(picture, "codec_tag")));
  }

  private static boolean isRareProfile(JsonObject stream) {
    String profile = text(stream, "profile");
    Set<String> plain = PLAIN_PROFILES.get(text(stream, "codec"));
    return !profile.isEmpty() && plain != null && !plain.contains(profile);
  }

  private static boolean isAboveLevel(JsonObject picture, double level) {
    boolean told = !text(picture, "codec").equals("av1") || level < NO_LEVEL;
    return told && level > highestLevel(picture);
  }

  private static int highestLevel(JsonObject picture) {
    return HIGHEST_LEVEL.getOrDefault(text(picture, "codec"), Integer.MAX_VALUE);
  }

  static boolean isTrue(JsonObject report, String name) {
    return Boolean.TRUE.equals(report.getValue(name));
  }

  private static String text(JsonObject report, String name) {
    return report.getValue(name) instanceof String text ? text : "";
  }
}
