package io.mediarouter.vertx.source;

import io.mediarouter.media.AssetId;
import io.mediarouter.vertx.farm.Place;

/**
 * A source that an origin has.
 *
 * @param place where it lies now
 * @param version what tells its versions apart
 * @param contentType as the origin says
 * @param bytes its length; 0 = the origin does not tell
 */
record FoundSource(AssetId asset, Place place, String version, String contentType, long bytes) {
  /** Its address. */
  String url() {
    return place.url().toString();
  }
}
