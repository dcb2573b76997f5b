package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.store.Removal;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.call.BackEndException;
import io.mediarouter.vertx.config.StoreConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of what becomes of stored renditions: which of two stays, and when those go that a new
 * version of their source has made stale. Safe for use by many threads.
 */
public final class RenditionLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RenditionLifecycle.class);

  /** How long what somebody wants made anew is delivered at least, while it is. */
  private static final Duration OUTDATED_USABLE = Duration.ofHours(1);

  private final IndexWalk walk;
  private final CacheIndex index;
  private final Removals removals;
  private final Supplier<StoreConfig> config;

  /**
   * An owner.
   *
   * @param walk finds the segments of an asset
   * @param removals takes files away
   */
  public RenditionLifecycle(
      IndexWalk walk, CacheIndex index, Removals removals, Supplier<StoreConfig> config) {
    this.walk = walk;
    this.index = index;
    this.removals = removals;
    this.config = config;
  }

  /**
   * What of an entry may be delivered: stale renditions only where that is configured, or somebody
   * wants them made anew.
   */
  public AssetEntry usable(AssetEntry entry) {
    return config.get().staleWhileRevalidate().isZero() ? entry.freshOrOutdated() : entry;
  }

  /**
   * Learns what an asset's source is now: what was made from earlier versions goes, at once from
   * the index, unless it may be delivered for a while yet.
   */
  public void sourceSeen(AssetEntry entry) {
    entry.stale().forEach(stored -> outdated(entry.asset(), stored));
  }

  /** Learns that an asset's source is another one than before: its segments go, too. */
  public void sourceChanged(AssetEntry entry) {
    walk.each(
            entry.asset().path() + SegmentIndex.BELOW,
            "",
            part ->
                Future.fromCompletionStage(
                        index.putSource(part.asset(), entry.source(), entry.checkedAt()))
                    .onSuccess(this::sourceSeen)
                    .map(true))
        .onFailure(cause -> LOG.warn("Stale segments of {} stay: {}", entry.asset(), cause));
  }

  private void outdated(AssetId asset, StoredRendition stored) {
    Duration usable = usable(stored);
    removals
        .mark(
            asset,
            stored,
            Removal.Reason.STALE,
            usable.isZero() ? config.get().keepReplaced() : usable)
        .compose(marked -> usable.isZero() ? forget(asset, stored) : Future.succeededFuture())
        .onFailure(cause -> LOG.warn("Stale {} stays for now: {}", stored.path(), cause));
  }

  private Duration usable(StoredRendition stored) {
    Duration configured = config.get().staleWhileRevalidate();
    return stored.isOutdated() && configured.compareTo(OUTDATED_USABLE) < 0
        ? OUTDATED_USABLE
        : configured;
  }

  private Future<Void> forget(AssetId asset, StoredRendition stored) {
    return Future.join(
            stored.serverIds().stream()
                .map(id -> Future.fromCompletionStage(index.removeCopy(asset, stored, id)))
                .toList())
        .mapEmpty();
  }

  /**
   * Learns that a rendition was made: of two files of one rendition, the one that is not indexed is
   * of no use to anybody, and stale ones are not either any more.
   *
   * @param before what was known of the asset before
   * @param isIndexed whether it is what is delivered now
   */
  void made(AssetId asset, StoredRendition made, Optional<AssetEntry> before, boolean isIndexed) {
    if (!isIndexed) {
      removals.remove(asset, made);
      return;
    }
    before
        .flatMap(entry -> entry.find(made.rendition()))
        .filter(replaced -> !replaced.path().equals(made.path()))
        .ifPresent(replaced -> removals.removeLater(asset, replaced));
    before
        .flatMap(entry -> entry.findStale(made.rendition()))
        .ifPresent(stale -> replaced(asset, stale));
  }

  /** Learns that an upload has failed. */
  void notStored(AssetId asset, String path, String serverId, BackEndException failure) {
    removals.uploadFailed(asset, path, serverId, failure);
  }

  private void replaced(AssetId asset, StoredRendition stale) {
    removals
        .mark(asset, stale, Removal.Reason.STALE, config.get().keepReplaced())
        .compose(marked -> forget(asset, stale))
        .onFailure(cause -> LOG.warn("Stale {} stays for now: {}", stale.path(), cause));
  }
}
