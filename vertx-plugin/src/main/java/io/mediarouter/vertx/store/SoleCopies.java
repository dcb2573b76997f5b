package io.mediarouter.vertx.store;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Work;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rescue of renditions that only a server which goes out of use holds: each is copied to
 * another distribution server, and the index learns of the copy when it lies there whole.
 */
public final class SoleCopies {
  private static final Logger LOG = LoggerFactory.getLogger(SoleCopies.class);
  private static final int MOST_ASSETS = 1_000_000;
  private static final int AT_ONCE = 3;
  private static final int PAGE = 256;
  private static final long PAUSE_MILLIS = 1;

  private record Item(AssetId asset, StoredRendition stored) {}

  private final Vertx vertx;
  private final Copier copier;
  private final Supplier<FarmView> view;
  private final CacheIndex index;

  /**
   * A rescue through {@code copier}.
   *
   * @param view tells which servers are available
   */
  public SoleCopies(Vertx vertx, Copier copier, Supplier<FarmView> view, CacheIndex index) {
    this.vertx = vertx;
    this.copier = copier;
    this.view = view;
    this.index = index;
  }

  /**
   * Copies what only {@code serverId} holds, a few at a time.
   *
   * @param progress is told how many are left, again and again
   * @return how many could not be copied; 0 = what it holds is held elsewhere too
   */
  public Future<Integer> save(String serverId, IntConsumer progress) {
    return here(index.assetsBelow("", MOST_ASSETS))
        .compose(
            assets ->
                heldOnlyBy(serverId, assets, 0, Collections.synchronizedList(new ArrayList<>())))
        .compose(items -> copyAll(serverId, items, progress));
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }

  /** Looks at a page of assets at once, and lets others have the event loop in between. */
  private Future<List<Item>> heldOnlyBy(
      String id, List<AssetId> assets, int from, List<Item> items) {
    List<AssetId> page = assets.subList(from, Math.min(assets.size(), from + PAGE));
    List<Future<?>> looks = new ArrayList<>();
    page.forEach(each -> looks.add(here(index.find(each)).onSuccess(e -> add(id, e, items))));
    if (page.isEmpty()) {
      return Future.succeededFuture(items);
    }
    return Future.all(looks)
        .compose(all -> vertx.timer(PAUSE_MILLIS))
        .compose(v -> heldOnlyBy(id, assets, from + page.size(), items));
  }

  private void add(String id, Optional<AssetEntry> found, List<Item> items) {
    found.ifPresent(
        entry ->
            entry.renditions().stream()
                .filter(entry::isCurrent)
                .filter(stored -> isHeldOnlyBy(id, stored))
                .forEach(stored -> items.add(new Item(entry.asset(), stored))));
  }

  private boolean isHeldOnlyBy(String id, StoredRendition stored) {
    return stored.serverIds().contains(id)
        && stored.serverIds().stream().noneMatch(other -> !other.equals(id) && stays(other));
  }

  private boolean stays(String id) {
    ServerView found = view.get().server(id).orElse(null);
    return found != null
        && found.server().is(ServerRole.DISTRIBUTION)
        && found.administrative() == AdministrativeState.READY;
  }

  private Future<Integer> copyAll(String from, List<Item> items, IntConsumer progress) {
    var left = new AtomicInteger(items.size());
    progress.accept(items.size());
    if (view.get().withRole(ServerRole.DISTRIBUTION).stream().noneMatch(SoleCopies::takes)) {
      return Future.succeededFuture(items.size());
    }
    Iterator<Item> rest = items.iterator();
    List<Future<Void>> lines = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      lines.add(copyNext(from, rest, left, progress));
    }
    return Future.join(lines).map(v -> left.get());
  }

  private Future<Void> copyNext(
      String from, Iterator<Item> rest, AtomicInteger left, IntConsumer progress) {
    Item item = next(rest);
    return item == null
        ? Future.succeededFuture()
        : copy(from, item)
            .onSuccess(v -> progress.accept(left.decrementAndGet()))
            .onFailure(cause -> LOG.warn("Not copied from {}: {}", from, cause.toString()))
            .transform(done -> copyNext(from, rest, left, progress));
  }

  /** The lines may go on on different threads. */
  private static @Nullable Item next(Iterator<Item> rest) {
    synchronized (rest) {
      return rest.hasNext() ? rest.next() : null;
    }
  }

  private Future<Void> copy(String from, Item item) {
    return target(item.stored())
        .map(
            to ->
                copier
                    .copy(item.asset(), item.stored(), from, to.id())
                    .compose(v -> note(item, to.id())))
        .orElseGet(() -> Future.failedFuture(new NoStoreException(item.stored().path())));
  }

  private Optional<Server> target(StoredRendition stored) {
    return view.get().withRole(ServerRole.DISTRIBUTION).stream()
        .filter(SoleCopies::takes)
        .map(ServerView::server)
        .filter(each -> !stored.serverIds().contains(each.id()))
        .min(Comparator.comparingInt(each -> (each.id() + stored.path()).hashCode()));
  }

  private static boolean takes(ServerView each) {
    return each.accepts(Work.STORAGE);
  }

  private Future<Void> note(Item item, String to) {
    return here(index.addCopies(item.asset(), item.stored().path(), List.of(to))).mapEmpty();
  }
}
