package io.mediarouter.vertx.store;

import io.mediarouter.media.AssetId;

/** A rendition whose source was replaced or purged while it was made; it is not stored. */
final class SourceChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SourceChangedException(AssetId asset) {
    super(asset + " changed, or was purged, while its rendition was made", null, false, false);
  }
}
