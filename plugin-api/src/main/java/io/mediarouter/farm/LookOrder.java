package io.mediarouter.farm;

import io.mediarouter.media.AssetId;
import java.util.Comparator;

/**
 * The order in which transcoding servers are asked what is in a source, the same in each proxy:
 * sources are shared out among them, and one that was asked has looked at its sources already when
 * it is to make something of them.
 */
public final class LookOrder {
  private LookOrder() {}

  /** The order of servers' names for the source of that asset, the first to be asked first. */
  public static Comparator<String> of(AssetId asset) {
    return Comparator.<String>comparingInt(id -> rank(id, asset)).thenComparing(id -> id);
  }

  private static int rank(String id, AssetId asset) {
    int hash = (id + '/' + asset.path()).hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }
}
