package io.mediarouter.stream;

import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A whole rendition as the tracks of a stream that it can be put together of: one of its rungs, and
 * its sound.
 *
 * @param whole the rendition, an MP4 of all of the source
 * @param tracks the picture first; all on one grid
 */
public record Film(Rendition whole, List<StreamTrack> tracks) {
  public Film {
    tracks = List.copyOf(tracks);
  }

  /**
   * The film that is {@code whole} of a rung; empty where the rung is another picture, or the
   * stream's sound is another one, or poorer than was asked for.
   */
  public static Optional<Film> of(Rendition whole, MediaStream stream, Rung rung) {
    if (!isAllOfASource(whole) || !isPictureOf(whole, rung)) {
      return Optional.empty();
    }
    var picture = new StreamTrack(stream.grid(), rung, null);
    AudioCodec codec = whole.audioCodec();
    if (codec == null) {
      return Optional.of(new Film(whole, List.of(picture)));
    }
    return stream.sounds().stream()
        .filter(sound -> sound.preferred() && !sound.isSurround() && sound.codec() == codec)
        .filter(sound -> sound.bitRate() >= whole.audioBitRate())
        .findFirst()
        .map(sound -> new StreamTrack(stream.grid(), null, sound))
        .map(sound -> new Film(whole, List.of(picture, sound)));
  }

  private static boolean isAllOfASource(Rendition whole) {
    return whole.format() == Format.MP4
        && whole.startMillis() == 0
        && whole.durationMillis() == 0
        && whole.treatment().equals(Treatment.NONE);
  }

  private static boolean isPictureOf(Rendition whole, Rung rung) {
    return whole.videoCodec() == rung.codec()
        && whole.width() == rung.width()
        && whole.height() == rung.height()
        && (whole.milliFps() == 0 || whole.milliFps() == rung.rate().milliFps());
  }

  /** How many segments each of its tracks has. */
  public int segments() {
    return tracks.get(0).grid().count();
  }

  /** All parts of a track: its initialization, then its segments. */
  public static List<Rendition> parts(StreamTrack track) {
    List<Rendition> parts = new ArrayList<>(track.grid().count() + 1);
    parts.add(track.part(StreamTrack.INIT));
    IntStream.range(0, track.grid().count()).mapToObj(track::part).forEach(parts::add);
    return parts;
  }
}
