package io.mediarouter.media;

import java.util.Objects;

/**
 * One of several tracks of a kind that a source has: of its sound, or of its subtitles.
 *
 * @param number which of its kind, from 0 as they lie in the source
 * @param codec name of the codec as probed
 * @param language as the source tells it, such as {@code eng}; empty = not told
 * @param title what the source calls it; empty = not told
 * @param preferred whether the source says that it is the default one
 * @param forced whether it is shown to all who do not understand what is spoken: subtitles only
 */
public record SourceTrack(
    int number, String codec, String language, String title, boolean preferred, boolean forced) {
  public SourceTrack {
    codec = Objects.requireNonNullElse(codec, "");
    language = Objects.requireNonNullElse(language, "");
    title = Objects.requireNonNullElse(title, "");
    if (number < 0) {
      throw new IllegalArgumentException("track: " + number + " (expected: >= 0)");
    }
  }
}
