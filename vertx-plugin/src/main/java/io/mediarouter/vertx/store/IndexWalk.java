package io.mediarouter.vertx.store;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The walk through the cache index in the order of the assets' paths: some entries at a time, and
 * others have the event loop in between.
 */
public final class IndexWalk {
  private static final int MOST_ASSETS = 1_000_000;
  private static final int PAGE = 256;
  private static final long PAUSE_MILLIS = 1;

  private final Vertx vertx;
  private final CacheIndex index;

  /** A walk through that index. */
  public IndexWalk(Vertx vertx, CacheIndex index) {
    this.vertx = vertx;
    this.index = index;
  }

  /**
   * Visits entries one after the other.
   *
   * @param prefix of the assets' paths
   * @param after only assets whose paths come after this; empty = from the first
   * @param visit tells whether to go on
   * @return succeeds when that is over; fails with the first visit that does
   */
  public Future<Void> each(
      String prefix, String after, Function<AssetEntry, Future<Boolean>> visit) {
    return here(index.assetsBelow(prefix, MOST_ASSETS))
        .map(all -> all.stream().filter(each -> each.path().compareTo(after) > 0).toList())
        .compose(assets -> page(assets, 0, visit));
  }

  private Future<Void> page(
      List<AssetId> assets, int from, Function<AssetEntry, Future<Boolean>> visit) {
    List<AssetId> page = assets.subList(from, Math.min(assets.size(), from + PAGE));
    if (page.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Future<Optional<AssetEntry>>> looks = new ArrayList<>();
    page.forEach(each -> looks.add(here(index.find(each))));
    return Future.all(looks)
        .compose(all -> visitAll(looks.iterator(), visit))
        .compose(goOn -> goOn ? vertx.timer(PAUSE_MILLIS).map(true) : Future.succeededFuture(false))
        .compose(goOn -> goOn ? page(assets, from + page.size(), visit) : Future.succeededFuture());
  }

  private static Future<Boolean> visitAll(
      Iterator<Future<Optional<AssetEntry>>> entries, Function<AssetEntry, Future<Boolean>> visit) {
    while (entries.hasNext()) {
      AssetEntry entry = entries.next().result().orElse(null);
      if (entry != null) {
        Future<Boolean> visited = visit.apply(entry);
        if (!visited.succeeded()) {
          return visited.compose(
              goOn -> goOn ? visitAll(entries, visit) : Future.succeededFuture(false));
        }
        if (!visited.result()) {
          return Future.succeededFuture(false);
        }
      }
    }
    return Future.succeededFuture(true);
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
