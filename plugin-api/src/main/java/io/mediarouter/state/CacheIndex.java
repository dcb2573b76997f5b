package io.mediarouter.state;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.stream.SegmentIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The table of stored renditions, with one entry per asset, so that a look-up is one read and a
 * change is one atomic step.
 *
 * <p>No call blocks; stages complete on any thread, at once where the answer is at hand, and
 * exceptionally if the cluster cannot be reached. Safe for use by many threads.
 */
public interface CacheIndex {
  /** The entry of {@code asset}. */
  CompletionStage<Optional<AssetEntry>> find(AssetId asset);

  /**
   * The entry of {@code asset} with every change that is complete when this is called, whoever made
   * it. Costs a look at the member that holds it, so it is not for every request.
   */
  default CompletionStage<Optional<AssetEntry>> latest(AssetId asset) {
    return find(asset);
  }

  /**
   * The assets whose path starts with {@code prefix}, in the order of their paths.
   *
   * @param most how many at most, at least 0
   */
  CompletionStage<List<AssetId>> assetsBelow(String prefix, int most);

  /**
   * Those of {@link #assetsBelow} that are sources: without the entries of their segments.
   *
   * @param most how many at most, at least 0
   */
  default CompletionStage<List<AssetId>> sourcesBelow(String prefix, int most) {
    return assetsBelow(prefix, Integer.MAX_VALUE)
        .thenApply(
            all ->
                all.stream().filter(each -> !SegmentIndex.isOfSegments(each)).limit(most).toList());
  }

  /**
   * Notes what the source is now; renditions of other versions stay in the entry as stale ones.
   *
   * @return the entry after the change
   */
  CompletionStage<AssetEntry> putSource(AssetId asset, SourceProperties source, Instant checkedAt);

  /**
   * Adds a complete rendition to the entry of a known asset. Of two different files for one
   * rendition and source version the one stays on which the encoder spent more effort, of equal
   * ones the first; the same file (equal entity tag) gains servers.
   *
   * @return what is indexed after the change, which may be another's file; empty if the asset is
   *     not known, or now has another source version
   */
  CompletionStage<Optional<StoredRendition>> addRendition(AssetId asset, StoredRendition stored);

  /**
   * Does the same, unless something of the asset was purged since its making began.
   *
   * @param purgesBefore {@link AssetEntry#purges} when it began
   */
  CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored, long purgesBefore);

  /**
   * Notes that more servers hold a file; changes nothing if it is not indexed any more.
   *
   * @return whether it is
   */
  CompletionStage<Boolean> addCopies(AssetId asset, String path, List<String> serverIds);

  /**
   * Notes that a file was used; changes nothing if it is not indexed any more.
   *
   * @param hits how often more, at least 0; 0 = it is in use
   */
  CompletionStage<Void> noteUse(AssetId asset, String path, long hits, Instant now);

  /**
   * Takes files of a known asset out, or makes them stale, and keeps out what is being made.
   *
   * @param paths of the files
   * @param soft whether they stay as stale ones
   * @return the entry after the change; empty if the asset is not known
   */
  CompletionStage<Optional<AssetEntry>> purge(AssetId asset, List<String> paths, boolean soft);

  /**
   * Forgets that a server holds a file, and its rendition with the last server; changes nothing if
   * another file of the rendition is indexed by now.
   */
  CompletionStage<Void> removeCopy(AssetId asset, StoredRendition stored, String serverId);

  /** Forgets an asset and all its renditions. */
  CompletionStage<Void> remove(AssetId asset);
}
