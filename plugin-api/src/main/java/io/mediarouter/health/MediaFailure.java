package io.mediarouter.health;

import io.mediarouter.media.AssetId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of what one proxy has seen of a rendition that servers failed to make.
 *
 * @param asset its source
 * @param sourceVersion the version of the source
 * @param renditionKey canonical key of the rendition
 * @param serverIds the servers that failed at it
 * @param times how often it failed, at least 1
 * @param last when it failed last
 * @param verdict what a server said that looked and refused it; null = none did
 */
public record MediaFailure(
    AssetId asset,
    String sourceVersion,
    String renditionKey,
    Set<String> serverIds,
    int times,
    Instant last,
    @Nullable Verdict verdict) {
  public MediaFailure {
    serverIds = Set.copyOf(serverIds);
    if (times < 1 || serverIds.isEmpty()) {
      throw new IllegalArgumentException(
          "failure: " + times + " times on " + serverIds + " (expected: >= 1 on some server)");
    }
  }

  /** A failure without a verdict. */
  public MediaFailure(
      AssetId asset,
      String sourceVersion,
      String renditionKey,
      Set<String> serverIds,
      int times,
      Instant last) {
    this(asset, sourceVersion, renditionKey, serverIds, times, last, null);
  }

  /** Whether it is of that rendition of that version of its source. */
  public boolean isOf(AssetId source, String version, String rendition) {
    return renditionKey.equals(rendition) && sourceVersion.equals(version) && asset.equals(source);
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
    return new MediaFailure(asset, sourceVersion, renditionKey, ids, times + 1, at, verdict);
  }

  /** This with another verdict; null = none. */
  public MediaFailure with(@Nullable Verdict said) {
    return new MediaFailure(asset, sourceVersion, renditionKey, serverIds, times, last, said);
  }
}
