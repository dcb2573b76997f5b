package io.mediarouter.state.durable;

import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A stored rendition as it is kept: with the asset that it is of, and the source that it was made
 * from.
 */
record KeptRendition(AssetId asset, SourceProperties source, StoredRendition stored) {
  /** Its name in the store. */
  String id() {
    return id(asset, stored);
  }

  /** A name of bounded length; the names of assets may be longer than a database indexes. */
  static String id(AssetId asset, StoredRendition stored) {
    String name = asset.path() + '\n' + stored.path();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
