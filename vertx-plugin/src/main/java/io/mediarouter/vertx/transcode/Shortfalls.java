package io.mediarouter.vertx.transcode;

import io.mediarouter.media.AssetId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of where transcodes ended that were shorter than their sources claim to be. What ends
 * at the same place a second time ends there because the source does. Safe for use by many threads.
 */
final class Shortfalls {
  private static final int MOST_SOURCES = 1000;
  private static final int MOST_ENDS = 8;
  private static final double SAME_SECONDS = 0.25;

  private record Source(AssetId asset, String version) {}

  private final Map<Source, List<Double>> ends =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, List<Double>> eldest) {
          return size() > MOST_SOURCES;
        }
      };

  /**
   * Notes that a transcode ended too early, and tells whether one did so before.
   *
   * @param end seconds from the start of the source
   */
  synchronized boolean isKnown(AssetId asset, String version, double end) {
    List<Double> known = ends.computeIfAbsent(new Source(asset, version), key -> new ArrayList<>());
    if (known.stream().anyMatch(each -> Math.abs(each - end) <= SAME_SECONDS)) {
      return true;
    }
    if (known.size() == MOST_ENDS) {
      known.remove(0);
    }
    known.add(end);
    return false;
  }
}
