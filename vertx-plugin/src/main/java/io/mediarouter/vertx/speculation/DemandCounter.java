package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.Popularity;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.popularity.PopularityKey;
import io.mediarouter.popularity.PopularitySketch;
import io.mediarouter.popularity.Publication;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often this proxy is asked for what, and publishes it to the cluster. Requests are
 * counted by many threads; counting them up and publishing is for one thread at a time.
 */
final class DemandCounter {
  /** Keys that one proxy keeps count of. */
  static final int COUNTED = 2_000;

  /** Keys that one proxy tells the others of. */
  static final int PUBLISHED = 500;

  private final Tally<PopularityKey> tally = new Tally<>();
  private final PopularitySketch sketch = new PopularitySketch(COUNTED);
  private final SharedState state;
  private final InstantSource clock;

  DemandCounter(SharedState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Goes on from what this proxy's rows say, as after a restart. */
  void adopt() {
    var now = clock.instant();
    published(state.popularity())
        .forEach(
            (key, popularity) -> {
              long times = Math.round(popularity.weightAt(now));
              PopularityKey.read(key)
                  .filter(read -> times > 0)
                  .ifPresent(read -> sketch.count(read, times, now));
            });
  }

  /** Counts a request. */
  void served(AssetId asset, @Nullable Rendition asked, @Nullable Rendition delivered) {
    tally.add(PopularityKey.asset(asset));
    if (asked == null) {
      return;
    }
    tally.add(PopularityKey.rendition(asset, asked));
    if (!asked.equals(delivered)) {
      tally.add(PopularityKey.nearMatch(asset, asked));
    }
  }

  /** Counts a beginning of the stream of an asset. */
  void begun(AssetId asset) {
    tally.add(PopularityKey.asset(asset));
    tally.add(PopularityKey.stream(asset));
  }

  /** Counts a request for the first segment of a track. */
  void firstSegment(AssetId asset, Rendition segment) {
    tally.add(PopularityKey.rendition(asset, segment));
  }

  /** Takes what was counted since the last time into the sketch. */
  void countUp() {
    var now = clock.instant();
    tally.take((key, times) -> sketch.count(key, times, now));
  }

  /** Brings this proxy's rows up to date. */
  void publish() {
    var now = clock.instant();
    OwnedTable<Popularity> table = state.popularity();
    Publication change = Publication.of(published(table), sketch.heaviest(PUBLISHED, now), now);
    change.removals().forEach(table::remove);
    change.puts().forEach(table::put);
  }

  private Map<String, Popularity> published(OwnedTable<Popularity> table) {
    return table.rows().stream()
        .filter(row -> row.owner().equals(state.self()))
        .collect(Collectors.toMap(Row::key, Row::value));
  }
}
