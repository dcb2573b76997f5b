package io.mediarouter.harness.simulator.day;

import io.mediarouter.batch.Popularity;
import io.mediarouter.media.Rendition;
import io.mediarouter.popularity.ClusterPopularity;
import io.mediarouter.popularity.Counted;
import io.mediarouter.popularity.PopularityKey;
import io.mediarouter.popularity.PopularitySketch;
import io.mediarouter.popularity.Publication;
import io.mediarouter.speculate.Announcement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counter of what the proxies of a run notice of the requests: what is popular, and what is
 * announced.
 */
final class DemandCounter {
  private static final int COUNTERS = 2_000;
  private static final int PUBLISHED = 600;
  private static final int MOST_ANNOUNCED = 5_000;

  private final List<PopularitySketch> sketches = new ArrayList<>();
  private final List<Map<String, Popularity>> rows = new ArrayList<>();
  private final Deque<Announcement> announced = new ArrayDeque<>();
  private ClusterPopularity popularity = ClusterPopularity.NONE;

  DemandCounter(int proxies) {
    for (int i = 0; i < proxies; i++) {
      sketches.add(new PopularitySketch(COUNTERS));
      rows.add(new TreeMap<>());
    }
  }

  void asked(Ask ask, Rendition wanted, Instant now) {
    PopularitySketch sketch = sketches.get(ask.proxy());
    sketch.count(PopularityKey.asset(ask.piece().asset()), now);
    sketch.count(PopularityKey.rendition(ask.piece().asset(), wanted), now);
    Title.Piece next = ask.announced();
    if (next != null && announced.size() < MOST_ANNOUNCED) {
      announced.add(new Announcement(ask.piece().asset(), next.asset(), ask.rendition(), 1, now));
    }
  }

  void nearMatched(Ask ask, Rendition wanted, Instant now) {
    sketches.get(ask.proxy()).count(PopularityKey.nearMatch(ask.piece().asset(), wanted), now);
  }

  /** Each proxy writes what has changed in its rows; then they are summed up. */
  void publish(Instant now) {
    for (int i = 0; i < sketches.size(); i++) {
      Map<String, Popularity> own = rows.get(i);
      var publication = Publication.of(own, sketches.get(i).heaviest(PUBLISHED, now), now);
      own.keySet().removeAll(publication.removals());
      own.putAll(publication.puts());
    }
    popularity =
        ClusterPopularity.sum(
            rows.stream()
                .flatMap(own -> own.entrySet().stream())
                .flatMap(row -> Counted.read(row.getKey(), row.getValue()).stream()),
            now);
  }

  /** What was popular when it was last published. */
  ClusterPopularity popularity() {
    return popularity;
  }

  List<Announcement> announced(Instant now) {
    announced.removeIf(each -> !each.at().plus(Announcement.BELIEVED).isAfter(now));
    return List.copyOf(announced);
  }
}
