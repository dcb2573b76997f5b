package io.mediarouter.farm;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the cache index holds of one asset: its source's properties and its stored renditions.
 *
 * @param asset which
 * @param source its source
 * @param checkedAt when the source was last looked at
 * @param renditions all that is stored of it, also of earlier versions of the source
 */
public record AssetEntry(
    AssetId asset, SourceProperties source, Instant checkedAt, List<StoredRendition> renditions) {

  public AssetEntry {
    renditions = List.copyOf(renditions);
  }

  /** The stored form of {@code rendition}, made from the present version of the source. */
  public Optional<StoredRendition> find(Rendition rendition) {
    for (StoredRendition each : renditions) {
      if (each.rendition().equals(rendition) && isCurrent(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code stored} was made from the present version of the source. */
  public boolean isCurrent(StoredRendition stored) {
    return stored.sourceVersion().equals(source.version());
  }
}
