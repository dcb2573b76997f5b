package io.mediarouter.state.durable;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.state.SharedTable;
import io.mediarouter.store.Removal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that are to go from servers, as far as kept renditions tell of them: what any proxy has
 * marked does not come back with another one that keeps it. Confined to the store's thread, but for
 * the look at what comes back.
 */
final class MarkedFiles {
  private final SharedTable<Removal> removals;
  private final RenditionRepository renditions;
  private Map<String, Removal> seen = Map.of();

  MarkedFiles(SharedTable<Removal> removals, RenditionRepository renditions) {
    this.removals = removals;
    this.renditions = renditions;
  }

  /** Has each file written anew as it is now, of which a mark has come or gone. */
  void follow() {
    Map<String, Removal> now = new HashMap<>();
    removals.rows().forEach((key, row) -> now.put(key, row.value()));
    Stream.concat(
            now.entrySet().stream().filter(each -> !seen.containsKey(each.getKey())),
            seen.entrySet().stream().filter(each -> !now.containsKey(each.getKey())))
        .map(Map.Entry::getValue)
        .forEach(each -> renditions.note(each.asset(), each.path()));
    seen = now;
  }

  /** What is left of kept renditions without the copies that are to go. */
  List<KeptRendition> without(List<KeptRendition> kept) {
    return kept.stream().flatMap(each -> without(each).stream()).toList();
  }

  private Optional<KeptRendition> without(KeptRendition kept) {
    Optional<StoredRendition> left = Optional.of(kept.stored());
    for (String id : kept.stored().serverIds()) {
      if (removals.get(Removal.key(id, kept.stored().path())).isPresent()) {
        left = left.flatMap(stored -> stored.notOn(id));
      }
    }
    return left.map(stored -> new KeptRendition(kept.asset(), kept.source(), stored));
  }
}
