package io.mediarouter.vertx.stock;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.store.Sidecar;
import io.mediarouter.vertx.store.IndexWalk;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The comparison of what one server holds with the index, both ways. What lies there and is not
 * indexed is indexed by what lies beside it, or goes when it is old enough; what is indexed and not
 * there is forgotten, and copied there again from where it is.
 */
final class StockTaking {
  private static final int OK = 200;
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final StockParts parts;
  private final Asker asker;
  private final String serverId;
  private final Count count;
  private final BooleanSupplier stopped;
  private final Set<String> visited = new HashSet<>();

  /**
   * A stock-taking of one server.
   *
   * @param count counts what is found
   * @param stopped whether nothing more is to be done
   */
  StockTaking(StockParts parts, Asker asker, Count count, BooleanSupplier stopped) {
    this.parts = parts;
    this.asker = asker;
    this.serverId = asker.server().server().id();
    this.count = count;
    this.stopped = stopped;
  }

  /** Succeeds with whether the server lists what it holds; fails if it does not answer. */
  Future<Boolean> run() {
    Listing listing = asker.server().isS3() ? new BucketListing(asker) : new FolderListing(asker);
    return listing.each(this::folder).compose(listed -> unlisted().map(listed));
  }

  private CacheIndex index() {
    return parts.state().cacheIndex();
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, parts.vertx().getOrCreateContext());
  }

  /** One after the other, as long as it is wanted. */
  private <T> Future<Void> each(List<T> items, Function<T, Future<Void>> step) {
    Iterator<T> left = items.iterator();
    return InTurn.repeat(
        () -> left.hasNext() ? step(left.next(), step) : Future.succeededFuture(false));
  }

  private <T> Future<Boolean> step(T item, Function<T, Future<Void>> step) {
    return stopped.getAsBoolean() ? Future.failedFuture("stopped") : step.apply(item).map(true);
  }

  private Future<Void> folder(List<ListedFile> files) {
    Map<String, ListedFile> beside = new HashMap<>();
    List<ListedFile> ours = new ArrayList<>();
    for (ListedFile file : files) {
      if (Sidecar.isOne(file.path()) && Sidecar.isOurs(file.name())) {
        beside.put(file.path(), file);
      } else if (Sidecar.isOurs(file.name())) {
        ours.add(file);
      } else {
        count.foreign().incrementAndGet();
      }
    }
    if (ours.isEmpty() && beside.isEmpty()) {
      return Future.succeededFuture();
    }
    // The last made first: if nothing is known of the asset, its source is what that was made of.
    ours.sort(Comparator.comparing(StockTaking::age).reversed());
    AssetId asset = asset(files.get(0).folder()).orElse(null);
    if (asset == null) {
      count.foreign().addAndGet(ours.size());
      return Future.succeededFuture();
    }
    count.files().addAndGet(ours.size());
    visited.add(asset.path());
    return each(ours, file -> file(asset, file, beside.remove(Sidecar.path(file.path())) != null))
        .compose(v -> each(List.copyOf(beside.values()), file -> alone(asset, file)))
        .compose(v -> here(index().find(asset)))
        .compose(entry -> missing(entry, ours));
  }

  /** Not every folder can be one of ours. */
  private static Optional<AssetId> asset(String folder) {
    try {
      return Optional.of(new AssetId(FolderPage.decoded(folder)));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Instant age(ListedFile file) {
    return file.changedAt() == null ? Instant.EPOCH : file.changedAt();
  }

  private Future<Void> file(AssetId asset, ListedFile file, boolean isDescribed) {
    return here(index().find(asset))
        .compose(
            entry ->
                indexed(entry, file)
                    .map(stored -> known(entry.orElseThrow(), stored, file, isDescribed))
                    .orElseGet(() -> unknown(asset, entry, file, isDescribed)));
  }

  private Optional<StoredRendition> indexed(Optional<AssetEntry> entry, ListedFile file) {
    return entry
        .flatMap(known -> known.at(file.path()))
        .filter(stored -> stored.serverIds().contains(serverId));
  }

  private Future<Void> known(
      AssetEntry entry, StoredRendition stored, ListedFile file, boolean isDescribed) {
    if (file.bytes() >= 0 && file.bytes() != stored.bytes()) {
      return forget(entry.asset(), stored)
          .compose(v -> parts.removals().orphan(entry.asset(), file.path(), serverId))
          .compose(v -> restore(entry.asset(), stored));
    }
    count.known().incrementAndGet();
    return isDescribed ? Future.succeededFuture() : describe(entry, stored);
  }

  private Future<Void> describe(AssetEntry entry, StoredRendition stored) {
    return parts
        .sidecars()
        .write(asker, entry, stored)
        .onSuccess(written -> count.described().addAndGet(written ? 1 : 0))
        .mapEmpty();
  }

  private Future<Void> unknown(
      AssetId asset, Optional<AssetEntry> entry, ListedFile file, boolean isDescribed) {
    if (parts.removals().isMarked(file.path(), serverId)) {
      return Future.succeededFuture();
    }
    Future<Optional<Sidecar>> read =
        isDescribed ? parts.sidecars().read(asker, file) : Future.succeededFuture(Optional.empty());
    return read.compose(
        told ->
            told.isPresent() && isWanted(entry, file)
                ? adopt(entry, told.get(), file)
                : orphan(asset, file));
  }

  /** What was taken down does not come back. */
  private static boolean isWanted(Optional<AssetEntry> entry, ListedFile file) {
    long purges = entry.map(AssetEntry::purges).orElse(0L);
    return Sidecar.purges(file.name()) >= purges;
  }

  private Future<Void> adopt(Optional<AssetEntry> entry, Sidecar told, ListedFile file) {
    AssetId asset = told.asset();
    AssetEntry known = entry.orElse(null);
    boolean isSame = known != null && known.source().version().equals(told.source().version());
    if (!isSame && known != null && !known.isUnseen()) {
      return orphan(asset, file);
    }
    if (!isSame
        && known != null
        && known.renditions().stream().anyMatch(each -> isNewer(each, told))) {
      return Future.succeededFuture();
    }
    Future<?> source =
        isSame
            ? Future.succeededFuture()
            : here(index().putSource(asset, told.source(), Instant.EPOCH));
    return source
        .compose(v -> here(index().addRendition(asset, told.stored())))
        .compose(
            indexed ->
                indexed.filter(each -> each.path().equals(file.path())).isPresent()
                    ? adopted()
                    : orphan(asset, file));
  }

  private static boolean isNewer(StoredRendition each, Sidecar told) {
    return !each.storedAt().isBefore(told.stored().storedAt());
  }

  private Future<Void> adopted() {
    count.adopted().incrementAndGet();
    return Future.succeededFuture();
  }

  /** What has nothing that it lies beside, any more or yet. */
  private Future<Void> alone(AssetId asset, ListedFile sidecar) {
    return parts.removals().isMarked(fileOf(sidecar), serverId)
        ? Future.succeededFuture()
        : orphan(asset, sidecar);
  }

  private static String fileOf(ListedFile sidecar) {
    return sidecar.path().substring(0, sidecar.path().length() - Sidecar.SUFFIX.length());
  }

  private Future<Void> orphan(AssetId asset, ListedFile file) {
    if (!parts.orphans().isOld(serverId, file)) {
      count.waiting().incrementAndGet();
      return Future.succeededFuture();
    }
    count.orphans().incrementAndGet();
    return parts.removals().orphan(asset, file.path(), serverId);
  }

  private Future<Void> missing(Optional<AssetEntry> entry, List<ListedFile> there) {
    Set<String> paths = new HashSet<>();
    there.forEach(file -> paths.add(file.path()));
    return entry.map(known -> missing(known, paths)).orElseGet(Future::succeededFuture);
  }

  private Future<Void> missing(AssetEntry entry, Set<String> there) {
    List<StoredRendition> missing =
        entry.renditions().stream()
            .filter(each -> each.serverIds().contains(serverId) && !there.contains(each.path()))
            .toList();
    return each(missing, stored -> look(entry.asset(), stored));
  }

  /** Of what is not listed, at all or yet, the server is asked. */
  private Future<Void> look(AssetId asset, StoredRendition stored) {
    return asker
        .ask(HttpMethod.HEAD, stored.path())
        .compose(
            answer -> {
              String length = answer.headers().get(HttpHeaders.CONTENT_LENGTH);
              boolean isWrong =
                  answer.status() == OK
                      && length != null
                      && !length.equals(Long.toString(stored.bytes()));
              if (isWrong || GONE.contains(answer.status())) {
                return forget(asset, stored).compose(v -> restore(asset, stored));
              }
              return answer.status() / 100 == 2
                  ? Future.succeededFuture()
                  : Future.failedFuture("answered " + answer.status() + " for a file");
            });
  }

  private Future<Void> forget(AssetId asset, StoredRendition stored) {
    count.forgotten().incrementAndGet();
    return here(index().removeCopy(asset, stored, serverId));
  }

  private Future<Void> restore(AssetId asset, StoredRendition stored) {
    return stored.serverIds().stream()
        .filter(id -> !id.equals(serverId) && parts.isUp(id))
        .findFirst()
        .map(from -> restore(asset, stored, from))
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> restore(AssetId asset, StoredRendition stored, String from) {
    return parts
        .copier()
        .copy(asset, stored, from, serverId)
        .compose(v -> here(index().addCopies(asset, stored.path(), List.of(serverId))))
        .onSuccess(known -> count.restored().incrementAndGet())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** What is indexed as lying here, in folders that the server has not listed. */
  private Future<Void> unlisted() {
    return new IndexWalk(parts.vertx(), index())
        .each(
            "",
            "",
            entry ->
                stopped.getAsBoolean()
                    ? Future.failedFuture("stopped")
                    : visited.contains(entry.asset().path())
                        ? Future.succeededFuture(true)
                        : missing(entry, Set.of()).map(true));
  }
}
