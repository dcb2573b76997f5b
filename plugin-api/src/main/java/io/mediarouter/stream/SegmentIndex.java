package io.mediarouter.stream;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;

/**
 * The rule under which asset of the cache index a rendition is found. Segments of a film are
 * thousands: those of some minutes of one track are an entry of their own, below their asset's, so
 * that neither a look-up nor a change has to do with all of them.
 */
public final class SegmentIndex {
  /** What stands between an asset's path and those of its segments' entries. */
  public static final String BELOW = "/-segments/";

  /** How much of a track is one entry, milliseconds; about 64 segments. */
  private static final long ENTRY_MILLIS = 256_256;

  private SegmentIndex() {}

  /** Whether only segments are noted at {@code indexed}, which no origin has. */
  public static boolean isOfSegments(AssetId indexed) {
    return indexed.path().contains(BELOW);
  }

  /** The asset that what is noted at {@code indexed} is of. */
  public static AssetId ownerOf(AssetId indexed) {
    int below = indexed.path().indexOf(BELOW);
    return below < 0 ? indexed : new AssetId(indexed.path().substring(0, below));
  }

  /** The asset of the index that {@code rendition} of {@code asset} is noted at. */
  public static AssetId assetOf(AssetId asset, Rendition rendition) {
    if (rendition.format() != Format.M4S) {
      return asset;
    }
    String track = StreamTrack.trackOf(rendition).key();
    long entry = rendition.startMillis() / ENTRY_MILLIS;
    String name = track.substring(0, track.lastIndexOf('.'));
    return new AssetId(asset.path() + BELOW + name + "/" + entry);
  }
}
