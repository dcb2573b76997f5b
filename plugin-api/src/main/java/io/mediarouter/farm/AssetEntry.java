package io.mediarouter.farm;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache index's entry of one asset: its source's properties and its stored renditions.
 *
 * @param asset which
 * @param source its source
 * @param checkedAt when the source was last looked at; the epoch = not since the index was made
 * @param renditions all that is stored of it, also of earlier versions of the source
 * @param purges how often something of it was purged: what was begun before the last time is not
 *     stored
 */
public record AssetEntry(
    AssetId asset,
    SourceProperties source,
    Instant checkedAt,
    List<StoredRendition> renditions,
    long purges) {

  private static final SourceProperties UNKNOWN =
      SourceProperties.of("", "", "application/octet-stream", 0, Duration.ZERO, null, null);

  public AssetEntry {
    renditions = List.copyOf(renditions);
  }

  /** The entry of an asset of which nothing was purged. */
  public AssetEntry(
      AssetId asset, SourceProperties source, Instant checkedAt, List<StoredRendition> renditions) {
    this(asset, source, checkedAt, renditions, 0);
  }

  /** The entry of an asset that nobody has looked at; enough to deliver the original. */
  public static AssetEntry unprobed(AssetId asset) {
    return new AssetEntry(asset, UNKNOWN, Instant.EPOCH, List.of());
  }

  /** The same as it is noted under another asset of the index. */
  public AssetEntry under(AssetId indexed) {
    return new AssetEntry(indexed, source, checkedAt, renditions, purges);
  }

  /** Whether nobody has looked at the source yet: which version is the present one is open. */
  public boolean isUnseen() {
    return checkedAt.equals(Instant.EPOCH);
  }

  /**
   * When the source was last known to be as it is here: of one that is unseen, when {@code stored}
   * was made of it.
   */
  public Instant knownAt(StoredRendition stored) {
    return isUnseen() ? stored.storedAt() : checkedAt;
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

  /**
   * The form of {@code rendition} that was stored last, made from an earlier version of the source.
   */
  public Optional<StoredRendition> findStale(Rendition rendition) {
    return stale()
        .filter(each -> each.rendition().equals(rendition))
        .max(Comparator.comparing(StoredRendition::storedAt));
  }

  /** What is stored of earlier versions of the source. */
  public Stream<StoredRendition> stale() {
    return renditions.stream().filter(each -> !isCurrent(each));
  }

  /** This entry without what is stored of earlier versions of the source. */
  public AssetEntry fresh() {
    return only(this::isCurrent);
  }

  /** This entry without what another version of its source made stale; what somebody did stays. */
  public AssetEntry freshOrOutdated() {
    return only(each -> isCurrent(each) || each.isOutdated());
  }

  private AssetEntry only(Predicate<StoredRendition> those) {
    for (StoredRendition each : renditions) {
      if (!those.test(each)) {
        return withRenditions(renditions.stream().filter(those).toList());
      }
    }
    return this;
  }

  /** The file at {@code path}. */
  public Optional<StoredRendition> at(String path) {
    return renditions.stream().filter(each -> each.path().equals(path)).findFirst();
  }

  /** Whether {@code stored} was made from the present version of the source. */
  public boolean isCurrent(StoredRendition stored) {
    return stored.sourceVersion().equals(source.version());
  }

  /** This entry with its source as it is now: renditions of other versions are stale by that. */
  public AssetEntry withSource(SourceProperties now, Instant lookedAt) {
    return new AssetEntry(asset, now, lookedAt, renditions, purges);
  }

  private AssetEntry withRenditions(List<StoredRendition> others) {
    return new AssetEntry(asset, source, checkedAt, others, purges);
  }

  /**
   * This entry after a purge: what was begun before it does not get in any more.
   *
   * @param paths of the files that are purged; of others nothing changes
   * @param soft whether the files stay, as if made from an earlier version of the source
   */
  public AssetEntry purged(Collection<String> paths, boolean soft) {
    var left = new ArrayList<StoredRendition>();
    for (StoredRendition each : renditions) {
      if (!paths.contains(each.path())) {
        left.add(each);
      } else if (soft) {
        left.add(each.outdated());
      }
    }
    return new AssetEntry(asset, source, checkedAt, left, purges + 1);
  }

  /** This entry with the copies of a file that it knows on more servers; others are left out. */
  public AssetEntry withCopies(String path, List<String> serverIds) {
    return withRenditions(
        renditions.stream()
            .map(each -> each.path().equals(path) ? each.alsoOn(serverIds) : each)
            .toList());
  }

  /** This entry after the file at {@code path} was used {@code hits} more times. */
  public AssetEntry used(String path, long hits, Instant now) {
    return withRenditions(
        renditions.stream()
            .map(each -> each.path().equals(path) ? each.used(each.usage().plus(hits, now)) : each)
            .toList());
  }

  /**
   * This entry with {@code stored} in it, unless something was purged since its making began.
   *
   * @param purgesBefore how often something had been purged then
   */
  public AssetEntry with(StoredRendition stored, long purgesBefore) {
    return purges == purgesBefore ? with(stored) : this;
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
    return withRenditions(left);
  }

  private AssetEntry replacing(@Nullable StoredRendition old, StoredRendition stored) {
    var changed = new ArrayList<>(renditions);
    changed.removeIf(each -> each.equals(old));
    changed.add(stored);
    return withRenditions(changed);
  }
}
