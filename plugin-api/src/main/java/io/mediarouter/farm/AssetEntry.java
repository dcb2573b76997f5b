package io.mediarouter.farm;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the cache index holds of one asset: its source's properties and its stored renditions.
 *
 * @param asset which
 * @param source its source
 * @param checkedAt when the source was last looked at
 * @param renditions all that is stored of it, also of earlier versions of the source
 */
public record AssetEntry(
    AssetId asset, SourceProperties source, Instant checkedAt, List<StoredRendition> renditions) {

  private static final SourceProperties UNKNOWN =
      new SourceProperties("", "", "application/octet-stream", 0, Duration.ZERO, null, null);

  public AssetEntry {
    renditions = List.copyOf(renditions);
  }

  /** The entry of an asset that nobody has looked at; enough to deliver the original. */
  public static AssetEntry unprobed(AssetId asset) {
    return new AssetEntry(asset, UNKNOWN, Instant.EPOCH, List.of());
  }

  /** The stored form of {@code rendition}, made from the present version of the source. */
  public Optional<StoredRendition> find(Rendition rendition) {
    for (StoredRendition each : renditions) {
      if (each.rendition().equals(rendition) && isCurrent(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code stored} was made from the present version of the source. */
  public boolean isCurrent(StoredRendition stored) {
    return stored.sourceVersion().equals(source.version());
  }

  /** This entry with its source as it is now: renditions of other versions are dropped. */
  public AssetEntry withSource(SourceProperties now, Instant lookedAt) {
    var kept = renditions.stream().filter(each -> each.sourceVersion().equals(now.version()));
    return new AssetEntry(asset, now, lookedAt, kept.toList());
  }

  /**
   * This entry with {@code stored} in it, if that was made from the present version of the source.
   * Of two different files of one rendition the one stays on which the encoder spent more effort,
   * and of equal ones the first; the same file (equal entity tag) gains servers.
   */
  public AssetEntry with(StoredRendition stored) {
    if (!isCurrent(stored)) {
      return this;
    }
    StoredRendition first = find(stored.rendition()).orElse(null);
    if (first == null) {
      return replacing(null, stored);
    }
    boolean better = stored.speed().isBetterThan(first.speed());
    if (!first.etag().equals(stored.etag())) {
      return better ? replacing(first, stored) : this;
    }
    StoredRendition both = first.alsoOn(stored.serverIds());
    return replacing(first, better ? both.madeWith(stored.speed()) : both);
  }

  /**
   * This entry without a server's copy of a rendition's file, and without the rendition at the
   * last.
   *
   * @param path of the file; that of another one stays; null = of any
   */
  public AssetEntry without(Rendition rendition, @Nullable String path, String serverId) {
    var left = new ArrayList<StoredRendition>();
    for (StoredRendition each : renditions) {
      boolean meant = path == null || each.path().equals(path);
      if (!each.rendition().equals(rendition) || !meant) {
        left.add(each);
      } else {
        each.notOn(serverId).ifPresent(left::add);
      }
    }
    return new AssetEntry(asset, source, checkedAt, left);
  }

  private AssetEntry replacing(@Nullable StoredRendition old, StoredRendition stored) {
    var changed = new ArrayList<>(renditions);
    changed.removeIf(each -> each.equals(old));
    changed.add(stored);
    return new AssetEntry(asset, source, checkedAt, changed);
  }
}
