package io.mediarouter.media;

import java.util.List;
import java.util.Objects;

/**
 * All tracks of a source beside its picture, as far as its probe tells them.
 *
 * @param sounds of its sound; empty where nobody told, or it has none
 * @param subtitles of its subtitles that are text; pictures of text are none
 */
public record SourceTracks(List<SourceTrack> sounds, List<SourceTrack> subtitles) {
  /** None that anybody told of. */
  public static final SourceTracks NONE = new SourceTracks(List.of(), List.of());

  public SourceTracks {
    sounds = List.copyOf(Objects.requireNonNullElse(sounds, List.of()));
    subtitles = List.copyOf(Objects.requireNonNullElse(subtitles, List.of()));
  }
}
