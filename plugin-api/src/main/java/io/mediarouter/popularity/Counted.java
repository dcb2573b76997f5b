package io.mediarouter.popularity;

import io.mediarouter.batch.Popularity;
import java.util.Optional;

/**
 * The count of how often something was asked for.
 *
 * @param key what
 * @param popularity the decayed number of requests, at least
 */
public record Counted(PopularityKey key, Popularity popularity) {
  /** What a row of the shared table says; empty if its key cannot be read. */
  public static Optional<Counted> read(String key, Popularity popularity) {
    return PopularityKey.read(key).map(read -> new Counted(read, popularity));
  }
}
