package io.mediarouter.state.memory;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.CacheIndex;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A cache index in this process; every stage is complete at once. */
final class InMemoryCacheIndex implements CacheIndex {
  private final Map<AssetId, AssetEntry> entries = new ConcurrentHashMap<>();

  @Override
  public CompletionStage<Optional<AssetEntry>> find(AssetId asset) {
    return done(Optional.ofNullable(entries.get(asset)));
  }

  @Override
  public CompletionStage<List<AssetId>> assetsBelow(String prefix, int most) {
    return done(
        entries.keySet().stream()
            .filter(asset -> asset.path().startsWith(prefix))
            .sorted(Comparator.comparing(AssetId::path))
            .limit(most)
            .toList());
  }

  @Override
  public CompletionStage<AssetEntry> putSource(
      AssetId asset, SourceProperties source, Instant checkedAt) {
    var first = new AssetEntry(asset, source, checkedAt, List.of());
    return done(
        entries.merge(asset, first, (known, unused) -> known.withSource(source, checkedAt)));
  }

  @Override
  public CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored) {
    return indexed(entries.computeIfPresent(asset, (a, known) -> known.with(stored)), stored);
  }

  private static CompletionStage<Optional<StoredRendition>> indexed(
      @Nullable AssetEntry after, StoredRendition stored) {
    return done(
        after == null || !after.isCurrent(stored)
            ? Optional.empty()
            : after.find(stored.rendition()));
  }

  @Override
  public CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored, long purgesBefore) {
    AssetEntry after =
        entries.computeIfPresent(asset, (a, known) -> known.with(stored, purgesBefore));
    return after != null && after.purges() != purgesBefore
        ? done(Optional.empty())
        : indexed(after, stored);
  }

  @Override
  public CompletionStage<Boolean> addCopies(AssetId asset, String path, List<String> serverIds) {
    AssetEntry after =
        entries.computeIfPresent(asset, (a, known) -> known.withCopies(path, serverIds));
    return done(after != null && after.at(path).isPresent());
  }

  @Override
  public CompletionStage<Void> noteUse(AssetId asset, String path, long hits, Instant now) {
    entries.computeIfPresent(asset, (a, known) -> known.used(path, hits, now));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> purge(
      AssetId asset, List<String> paths, boolean soft) {
    return done(
        Optional.ofNullable(
            entries.computeIfPresent(asset, (a, known) -> known.purged(paths, soft))));
  }

  @Override
  public CompletionStage<Void> removeCopy(AssetId asset, StoredRendition stored, String serverId) {
    entries.computeIfPresent(
        asset, (a, known) -> known.without(stored.rendition(), stored.path(), serverId));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> remove(AssetId asset) {
    entries.remove(asset);
    return CompletableFuture.completedFuture(null);
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
