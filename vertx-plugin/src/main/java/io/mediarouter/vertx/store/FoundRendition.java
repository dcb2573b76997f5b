package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import java.util.Set;

/**
 * A stored rendition with the entry it stands in.
 *
 * @param entry of its asset
 * @param tags of its asset
 */
public record FoundRendition(AssetEntry entry, StoredRendition stored, Set<String> tags) {}
