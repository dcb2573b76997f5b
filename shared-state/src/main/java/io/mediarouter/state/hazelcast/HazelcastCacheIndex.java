package io.mediarouter.state.hazelcast;

import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.CacheIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The cache index on a distributed map, with the hot entries at hand.
 *
 * <p>Hazelcast's own Near Cache would do, but for one thing: it forgets an entry when a change is
 * submitted and once more when the owner's event comes, so that a reader in between brings the old
 * entry back, and a member that has stored a rendition may not find it. Here registers have
 * versions: a change comes back with the new register, which no older one replaces.
 *
 * <p>Events may get lost with a connection; so the hot entries are forgotten now and then ({@link
 * #refresh}), and a look-up of each goes to its owner again.
 */
final class HazelcastCacheIndex implements CacheIndex {
  /** About 20 MB with some renditions each. */
  private static final int HOT_ENTRIES = 10_000;

  private final RegisterMap map;
  private final HotEntries hot = new HotEntries(HOT_ENTRIES);
  private final Runnable unfollow;

  HazelcastCacheIndex(RegisterMap map) {
    this.map = map;
    this.unfollow = map.follow(hot::learn, (key, register) -> {});
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> find(AssetId asset) {
    String key = asset.path();
    VersionedRegister known = hot.get(key);
    return known != null
        ? CompletableFuture.completedFuture(entry(known))
        : map.read(key).thenApply(register -> entry(learn(key, register)));
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> latest(AssetId asset) {
    String key = asset.path();
    return map.read(key).thenApply(register -> entry(learn(key, register)));
  }

  /** Asks all members, so it is nothing for the way of a request. */
  @Override
  public CompletionStage<List<AssetId>> assetsBelow(String prefix, int most) {
    return CompletableFuture.supplyAsync(() -> map.keys(below(prefix)))
        .thenApply(keys -> keys.stream().sorted().limit(most).map(AssetId::new).toList());
  }

  /** Of what was removed, a mark without a value is left. */
  private static Predicate<String, VersionedRegister> below(String prefix) {
    String literally = prefix.replaceAll("([\\\\%_])", "\\\\$1");
    return Predicates.and(
        Predicates.like("__key", literally + "%"), Predicates.equal(RegisterForm.PRESENT, true));
  }

  @Override
  public CompletionStage<AssetEntry> putSource(
      AssetId asset, SourceProperties source, Instant checkedAt) {
    return change(asset, new IndexChange.PutSource(asset, source, checkedAt))
        .thenApply(Optional::orElseThrow);
  }

  @Override
  public CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored) {
    return add(asset, new IndexChange.AddRendition(stored, null));
  }

  @Override
  public CompletionStage<Optional<StoredRendition>> addRendition(
      AssetId asset, StoredRendition stored, long purgesBefore) {
    return add(asset, new IndexChange.AddRendition(stored, purgesBefore));
  }

  private CompletionStage<Optional<StoredRendition>> add(
      AssetId asset, IndexChange.AddRendition change) {
    StoredRendition stored = change.stored();
    return change(asset, change)
        .thenApply(entry -> entry.filter(e -> change.isLet(e) && e.isCurrent(stored)))
        .thenApply(entry -> entry.flatMap(e -> e.find(stored.rendition())));
  }

  @Override
  public CompletionStage<Boolean> addCopies(AssetId asset, String path, List<String> serverIds) {
    return change(asset, new IndexChange.AddCopies(path, serverIds))
        .thenApply(entry -> entry.flatMap(e -> e.at(path)).isPresent());
  }

  @Override
  public CompletionStage<Void> noteUse(AssetId asset, String path, long hits, Instant now) {
    return change(asset, new IndexChange.NoteUse(path, hits, now)).thenAccept(entry -> {});
  }

  @Override
  public CompletionStage<Optional<AssetEntry>> purge(
      AssetId asset, List<String> paths, boolean soft) {
    return change(asset, new IndexChange.Purge(paths, soft));
  }

  @Override
  public CompletionStage<Void> removeCopy(AssetId asset, StoredRendition stored, String serverId) {
    var change = new IndexChange.RemoveCopy(stored.rendition(), stored.path(), serverId);
    return change(asset, change).thenAccept(entry -> {});
  }

  @Override
  public CompletionStage<Void> remove(AssetId asset) {
    return change(asset, new IndexChange.RemoveAsset()).thenAccept(entry -> {});
  }

  /** Makes a change; the stage has the entry as this very change left it. */
  private CompletionStage<Optional<AssetEntry>> change(AssetId asset, IndexChange change) {
    String key = asset.path();
    return map.change(key, change).thenApply(register -> learnChange(key, register));
  }

  private Optional<AssetEntry> learnChange(String key, @Nullable VersionedRegister register) {
    learn(key, register);
    return entry(register);
  }

  private @Nullable VersionedRegister learn(String key, @Nullable VersionedRegister register) {
    return register == null ? null : hot.learn(key, register);
  }

  private static Optional<AssetEntry> entry(@Nullable VersionedRegister register) {
    return Optional.ofNullable(register == null ? null : (AssetEntry) register.value());
  }

  /** Forgets what is at hand. */
  void refresh() {
    hot.clear();
  }

  /** Hears of nothing any more. */
  void close() {
    unfollow.run();
  }
}
