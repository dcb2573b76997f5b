package io.mediarouter.harness.day;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored renditions and their index; what was not used for longest gives way to new ones. */
final class Shelf {
  /** The one distribution server that holds them. */
  static final String SERVER = "d1";

  private final Map<AssetId, AssetEntry> entries = new HashMap<>();
  private final Map<Target, Boolean> byLastUse = new LinkedHashMap<>(16, 0.75f, true);
  private final int capacity;

  Shelf(int capacity) {
    this.capacity = capacity;
  }

  AssetEntry entry(Title.Piece piece) {
    return entries.computeIfAbsent(
        piece.asset(), asset -> new AssetEntry(asset, piece.source(), Timeline.BEGIN, List.of()));
  }

  /** The entry of an asset that somebody has asked for; null before. */
  @Nullable AssetEntry known(AssetId asset) {
    return entries.get(asset);
  }

  void store(AssetEntry before, Target target, Instant now) {
    var stored =
        new StoredRendition(
            target.rendition(),
            before.source().version(),
            target.key(),
            1,
            "\"e\"",
            now,
            List.of(SERVER));
    entries.put(target.asset(), entries.getOrDefault(target.asset(), before).with(stored));
    byLastUse.put(target, true);
    if (byLastUse.size() > capacity) {
      remove(byLastUse.keySet().iterator().next());
    }
  }

  private void remove(Target target) {
    byLastUse.remove(target);
    entries.computeIfPresent(
        target.asset(), (asset, entry) -> entry.without(target.rendition(), null, SERVER));
  }

  void used(Target target) {
    byLastUse.get(target);
  }
}
