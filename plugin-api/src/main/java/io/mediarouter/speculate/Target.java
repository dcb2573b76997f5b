package io.mediarouter.speculate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionKey;
import java.util.Optional;

/**
 * A rendition of an asset that may be made, is being made, or was made.
 *
 * @param asset its source
 * @param rendition its form
 */
public record Target(AssetId asset, Rendition rendition) implements Comparable<Target> {
  /** The unique name, such as {@code films/clip.mp4/h264-640x360.mp4}. */
  public String key() {
    return asset.path() + "/" + rendition.key();
  }

  /** The target whose key is {@code key}; empty if there is none. */
  public static Optional<Target> read(String key) {
    int slash = key.lastIndexOf('/');
    if (slash < 1) {
      return Optional.empty();
    }
    try {
      var asset = new AssetId(key.substring(0, slash));
      return RenditionKey.read(key.substring(slash + 1)).map(form -> new Target(asset, form));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Orders by {@link #key()}. */
  @Override
  public int compareTo(Target other) {
    return key().compareTo(other.key());
  }
}
