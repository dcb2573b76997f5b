package io.mediarouter.store;

import io.mediarouter.farm.Usage;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory of how often evicted renditions were used, so that one which comes back is not taken
 * for new: bounded, the one that went longest ago is forgotten first. For one thread at a time.
 */
public final class FormerUses {
  /** Most renditions that are remembered. */
  public static final int MOST = 20_000;

  private record Key(AssetId asset, Rendition rendition) {}

  private final Map<Key, Past> left = new LinkedHashMap<>();

  /** Notes that a rendition goes. */
  public void left(Holding going, Instant now) {
    var key = new Key(going.asset(), going.stored().rendition());
    left.remove(key);
    left.put(key, new Past(new Usage(0, going.uses(now), now), going.since()));
    if (left.size() > MOST) {
      left.remove(left.keySet().iterator().next());
    }
  }

  /** What is known of a rendition from before. */
  public Past of(AssetId asset, Rendition rendition) {
    return left.getOrDefault(new Key(asset, rendition), Past.NONE);
  }
}
