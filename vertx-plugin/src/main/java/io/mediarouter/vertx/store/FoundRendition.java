package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;

/**
 * A stored rendition with the entry it stands in.
 *
 * @param entry of its asset
 */
public record FoundRendition(AssetEntry entry, StoredRendition stored) {}
