package io.mediarouter.state.durable;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.CacheIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache index whose stored renditions outlive a stop of all proxies: each proxy keeps what it has
 * indexed itself. Nobody waits for the store. Safe for use by many threads.
 *
 * <p>What another proxy took out of the index since may come back with the proxy that keeps it.
 * Then a delivery finds no file, takes it out again, and goes on elsewhere; so a row that is too
 * much costs one attempt, where one that is missing would cost a transcode.
 */
final class RenditionRepository implements CacheIndex {
  /** Rows beyond that give way, oldest first. */
  static final int MOST = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(RenditionRepository.class);
  private static final int ASSETS_AT_A_TIME = 500;
  private static final int RESTORE_SECONDS = 30;

  private final CacheIndex live;
  private final DurableStore store;
  private final InstantSource clock;
  private final AtomicLong lastVersion = new AtomicLong();

  RenditionRepository(CacheIndex live, DurableStore store, InstantSource clock) {
    this.live = live;
    this.store = store;
    this.clock = clock;
  }

  /** What is kept, the oldest first; blocks. */
  List<KeptRendition> read() {
    return new StoredValues<>(store, Forms.RENDITIONS).newest(MOST, LOG);
  }

  /**
   * Gives back to the index what is kept and not in it; blocks for {@value #RESTORE_SECONDS} s at
   * most.
   */
  void giveBack(List<KeptRendition> kept) {
    Map<AssetId, List<KeptRendition>> byAsset = new LinkedHashMap<>();
    kept.forEach(each -> byAsset.computeIfAbsent(each.asset(), a -> new ArrayList<>()).add(each));
    List<List<KeptRendition>> assets = List.copyOf(byAsset.values());
    Instant end = clock.instant().plusSeconds(RESTORE_SECONDS);
    boolean goesOn = true;
    for (int i = 0; goesOn && i < assets.size(); i += ASSETS_AT_A_TIME) {
      int to = Math.min(assets.size(), i + ASSETS_AT_A_TIME);
      goesOn = restore(assets.subList(i, to), Duration.between(clock.instant(), end));
    }
  }

  /** Tells whether all of that is done in time. */
  private boolean restore(List<List<KeptRendition>> assets, Duration most) {
    var all =
        CompletableFuture.allOf(
            assets.stream().map(this::restoreAsset).toArray(CompletableFuture[]::new));
    try {
      all.get(Math.max(0, most.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Some stored renditions are not known again: {}", e.toString());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The source that was seen last is what it is, unless the cluster has seen it since. */
  private CompletableFuture<Void> restoreAsset(List<KeptRendition> renditions) {
    KeptRendition last = renditions.get(renditions.size() - 1);
    return live.find(last.asset())
        .thenCompose(entry -> entry.isPresent() ? done() : putSource(last))
        .thenCompose(v -> addAll(renditions))
        .toCompletableFuture();
  }

  private CompletionStage<Void> putSource(KeptRendition kept) {
    return live.putSource(kept.asset(), kept.source(), kept.stored().storedAt())
        .thenAccept(entry -> {});
  }

  private CompletionStage<Void> addAll(Collection<KeptRendition> renditions) {
    CompletionStage<Void> added = done();
    for (KeptRendition each : renditions) {
      added =
          added.thenCompose(
              v -> live.addRendition(each.asset(), each.stored()).thenAccept(i -> {}));
    }
    return added;
  }

  /** Keeps all that the index knows, whoever has put it there; blocks nobody. */
  void keepAll() {
    live.assetsBelow("", MOST)
        .thenAccept(assets -> keepAll(assets.iterator()))
        .exceptionally(RenditionRepository::notKept);
  }

  /** One after the other: nobody is in a hurry. */
  private void keepAll(Iterator<AssetId> assets) {
    if (assets.hasNext()) {
      AssetId asset = assets.next();
      live.find(asset)
          .thenAccept(entry -> entry.ifPresent(known -> keep(asset, known)))
          .thenRunAsync(() -> keepAll(assets))
          .exceptionally(RenditionRepository::notKept);
    }
  }

  private void keep(AssetId asset, AssetEntry entry) {
    entry.renditions().stream()
        .filter(entry::isCurrent)
        .forEach(stored -> write(new KeptRendition(asset, entry.source(), stored)));
  }

  private static @Nullable Void notKept(Throwable failure) {
    LOG.warn("Some stored renditions that the others know are not kept: {}", failure.toString());
    return null;
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> find(AssetId asset) {
    return live.find(asset);
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> latest(AssetId asset) {
    return live.latest(asset);
  }

  @Override
  public CompletionStage<List<AssetId>> assetsBelow(String prefix, int most) {
    return live.assetsBelow(prefix, most);
  }

  @Override
  public CompletionStage<AssetEntry> putSource(
      AssetId asset, SourceProperties source, Instant checkedAt) {
    return live.putSource(asset, source, checkedAt);
  }

  @Override
  public CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored) {
    return live.addRendition(asset, stored)
        .whenComplete(
            (indexed, failure) -> note(asset, indexed == null ? stored : indexed.orElse(stored)));
  }

  @Override
  public CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored, long purgesBefore) {
    return live.addRendition(asset, stored, purgesBefore)
        .whenComplete(
            (indexed, failure) -> note(asset, indexed == null ? stored : indexed.orElse(stored)));
  }

  @Override
  public CompletionStage<Boolean> addCopies(AssetId asset, String path, List<String> serverIds) {
    return live.addCopies(asset, path, serverIds)
        .whenComplete((indexed, failure) -> note(asset, path));
  }

  @Override
  public CompletionStage<Void> noteUse(AssetId asset, String path, long hits, Instant now) {
    return live.noteUse(asset, path, hits, now).whenComplete((v, failure) -> note(asset, path));
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> purge(
      AssetId asset, List<String> paths, boolean soft) {
    return live.purge(asset, paths, soft)
        .whenComplete((entry, failure) -> paths.forEach(path -> note(asset, path)));
  }

  @Override
  public CompletionStage<Void> removeCopy(AssetId asset, StoredRendition stored, String serverId) {
    return live.removeCopy(asset, stored, serverId)
        .whenComplete((v, failure) -> note(asset, stored));
  }

  @Override
  public CompletionStage<Void> remove(AssetId asset) {
    return live.find(asset)
        .whenComplete((entry, failure) -> forget(asset, entry))
        .thenCompose(entry -> live.remove(asset));
  }

  private void forget(AssetId asset, Optional<AssetEntry> entry) {
    if (entry != null) {
      entry.ifPresent(known -> known.renditions().forEach(each -> forget(asset, each.path())));
    }
  }

  private void note(AssetId asset, StoredRendition file) {
    note(asset, file.path());
  }

  /** Writes what the index says of a file now. */
  void note(AssetId asset, String path) {
    live.find(asset)
        .whenComplete(
            (entry, failure) -> {
              if (entry != null) {
                note(asset, path, entry);
              }
            });
  }

  private void note(AssetId asset, String path, Optional<AssetEntry> entry) {
    entry
        .flatMap(known -> known.at(path).filter(known::isCurrent))
        .ifPresentOrElse(
            stored -> write(new KeptRendition(asset, entry.orElseThrow().source(), stored)),
            () -> forget(asset, path));
  }

  private void write(KeptRendition kept) {
    store.write(Forms.RENDITIONS.row(kept.id(), nextVersion(), kept));
  }

  private void forget(AssetId asset, String path) {
    store.write(Forms.RENDITIONS.mark(KeptRendition.id(asset, path), nextVersion()));
  }

  /** Later than all before, also where the clock goes back. */
  private long nextVersion() {
    return lastVersion.updateAndGet(last -> Math.max(last + 1, clock.millis()));
  }

  /**
   * Keeps the table bounded.
   *
   * @param before versions of marks that are forgotten
   */
  void tidy(long before) {
    store.forgetMarks(Forms.RENDITIONS.table(), before);
    store.trim(Forms.RENDITIONS.table(), MOST);
  }
}
