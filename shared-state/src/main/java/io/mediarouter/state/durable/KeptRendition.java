package io.mediarouter.state.durable;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;

/**
 * A stored rendition as it is kept: with the asset that it is of, and the source that it was made
 * from.
 */
record KeptRendition(AssetId asset, SourceProperties source, StoredRendition stored) {
  /** Its name in the store. */
  String id() {
    return id(asset, stored.path());
  }

  /** The name of the file at that path of that asset. */
  static String id(AssetId asset, String path) {
    return StoredRow.keyOf(asset.path() + '\n' + path);
  }
}
