package io.mediarouter.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.stream.SegmentIndex;
import org.jspecify.annotations.Nullable;

/**
 * Which stored renditions are meant: those that all of it holds of.
 *
 * @param asset of this asset; null = of any
 * @param prefix of assets whose paths start so; empty = of all
 * @param preset what these parameters mean for their source; null = all
 * @param serverId that lie on this server; null = on any
 * @param tag of assets that have this tag; null = of all
 */
public record RenditionFilter(
    @Nullable AssetId asset,
    String prefix,
    @Nullable RenditionRequest preset,
    @Nullable String serverId,
    @Nullable String tag) {
  /** All renditions. */
  public static final RenditionFilter ALL = new RenditionFilter(null, "", null, null, null);

  /** Whether nothing is said, so that everything is meant. */
  public boolean isAll() {
    return equals(ALL);
  }

  /** The start of the paths of all assets that may be meant. */
  public String start() {
    return asset == null ? prefix : asset.path();
  }

  /** Whether something of {@code each} may be meant: the segments of an asset belong to it. */
  public boolean accepts(AssetId each) {
    return each.path().startsWith(prefix)
        && (asset == null
            || asset.equals(each)
            || each.path().startsWith(asset.path() + SegmentIndex.BELOW));
  }

  /** Whether {@code stored} is meant, if its asset has the tag. */
  public boolean accepts(AssetEntry entry, StoredRendition stored) {
    return accepts(entry.asset())
        && (serverId == null || stored.serverIds().contains(serverId))
        && (preset == null || isPreset(preset, entry, stored));
  }

  private static boolean isPreset(
      RenditionRequest preset, AssetEntry entry, StoredRendition stored) {
    try {
      return RenditionResolver.resolve(preset, entry.source()).equals(stored.rendition());
    } catch (InvalidParameterException e) {
      return false;
    }
  }
}
