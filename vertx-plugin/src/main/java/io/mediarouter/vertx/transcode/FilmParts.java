package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.StoredParts;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.stream.Film;
import java.util.Comparator;
import java.util.List;

/**
 * The parts that a film can be put together of, as it is stored.
 *
 * @param film what
 * @param tracks the parts of each of its tracks: the initialization, then all segments
 */
public record FilmParts(Film film, List<List<StoredRendition>> tracks) {
  public FilmParts {
    tracks = tracks.stream().map(List::copyOf).toList();
  }

  /** What a decision has to know of them. */
  public StoredParts summary() {
    return StoredParts.of(tracks.stream().flatMap(List::stream).toList());
  }

  /** The least effort that was spent on one of them. */
  public EncodingSpeed speed() {
    return tracks.stream()
        .flatMap(List::stream)
        .map(StoredRendition::speed)
        .min(Comparator.naturalOrder())
        .orElse(EncodingSpeed.FAST);
  }

  /** The initializations of the tracks. */
  List<StoredRendition> inits() {
    return tracks.stream().map(parts -> parts.get(0)).toList();
  }

  /** A segment of each track. */
  List<StoredRendition> segments(int number) {
    return tracks.stream().map(parts -> parts.get(number + 1)).toList();
  }
}
