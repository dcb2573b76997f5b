package io.mediarouter.vertx.source;

import io.mediarouter.media.AssetId;
import io.mediarouter.vertx.farm.Place;
import java.util.List;

/**
 * A source that an origin has.
 *
 * @param place where it lies now
 * @param version what tells its versions apart
 * @param contentType as the origin says
 * @param bytes its length; 0 = the origin does not tell
 * @param tags of its answer, by which caches purge
 * @param parts whether its origin says that it gives parts of it
 */
record FoundSource(
    AssetId asset,
    Place place,
    String version,
    String contentType,
    long bytes,
    List<String> tags,
    boolean parts) {
  /** The source that an origin's answer tells of. */
  static FoundSource of(AssetId asset, OriginAnswer told, String version, long length) {
    return new FoundSource(
        asset,
        told.place(),
        version,
        told.contentType(),
        Math.max(0, length),
        told.tags(),
        told.givesParts());
  }
}
