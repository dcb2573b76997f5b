package io.mediarouter.health;

import io.mediarouter.media.AssetId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one proxy has seen of a rendition that servers failed to make.
 *
 * @param asset its source
 * @param sourceVersion the version of the source
 * @param renditionKey canonical key of the rendition
 * @param serverIds the servers that failed at it
 * @param times how often it failed, at least 1
 * @param last when it failed last
 */
public record MediaFailure(
    AssetId asset,
    String sourceVersion,
    String renditionKey,
    Set<String> serverIds,
    int times,
    Instant last) {
  public MediaFailure {
    serverIds = Set.copyOf(serverIds);
    if (times < 1 || serverIds.isEmpty()) {
      throw new IllegalArgumentException(
          "failure: " + times + " times on " + serverIds + " (expected: >= 1 on some server)");
    }
  }

  /** The name of the row in which it is told. */
  public String key() {
    return key(asset, sourceVersion, renditionKey);
  }

  /** The name of the row of that rendition. */
  public static String key(AssetId asset, String sourceVersion, String renditionKey) {
    return asset.path() + ' ' + sourceVersion + ' ' + renditionKey;
  }

  /** This after one more failure. */
  public MediaFailure plus(String serverId, Instant at) {
    var ids = new LinkedHashSet<>(serverIds);
    ids.add(serverId);
    return new MediaFailure(asset, sourceVersion, renditionKey, ids, times + 1, at);
  }
}
