package io.mediarouter.vertx.source;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.CacheIndex;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of assets: from the cache index where it is fresh, else looked at anew; one look at
 * a time for each asset. A stale entry is served while it is looked at again. Safe for use by many
 * threads.
 */
public final class SourceCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCatalog.class);

  private final ConcurrentMap<AssetId, Future<AssetEntry>> underWay = new ConcurrentHashMap<>();
  private final CacheIndex index;
  private final SourceProbe probe;
  private final InstantSource clock;
  private final Supplier<Duration> freshFor;
  private final Supplier<Duration> lookUpLimit;

  /**
   * A catalog of what is in the index and at the origins.
   *
   * @param freshFor tells how long an entry is believed without another look
   * @param lookUpLimit tells the longest wait for the index, after which the source is looked at
   *     instead
   */
  public SourceCatalog(
      CacheIndex index,
      SourceProbe probe,
      InstantSource clock,
      Supplier<Duration> freshFor,
      Supplier<Duration> lookUpLimit) {
    this.index = index;
    this.probe = probe;
    this.clock = clock;
    this.freshFor = freshFor;
    this.lookUpLimit = lookUpLimit;
  }

  /**
   * The entry of an asset.
   *
   * @return fails with a {@code ProblemException} if there is no such asset or it is not media
   */
  public Future<AssetEntry> find(AssetId asset) {
    CompletableFuture<Optional<AssetEntry>> found = index.find(asset).toCompletableFuture();
    return isHere(found) ? use(asset, found.getNow(Optional.empty())) : await(asset, found);
  }

  /** Most entries are: this is on the way of every request for something stored. */
  private static boolean isHere(CompletableFuture<?> found) {
    return found.isDone() && !found.isCompletedExceptionally();
  }

  private Future<AssetEntry> await(AssetId asset, CompletableFuture<Optional<AssetEntry>> found) {
    return Future.fromCompletionStage(found)
        .timeout(lookUpLimit.get().toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(Optional.empty())
        .compose(entry -> use(asset, entry));
  }

  private Future<AssetEntry> use(AssetId asset, Optional<AssetEntry> entry) {
    if (entry.isEmpty()) {
      return look(asset);
    }
    if (entry.get().checkedAt().plus(freshFor.get()).isBefore(clock.instant())) {
      refresh(entry.get());
    }
    return Future.succeededFuture(entry.get());
  }

  private void refresh(AssetEntry stale) {
    look(stale.asset())
        .onFailure(
            cause -> LOG.debug("{} not looked at again: {}", stale.asset(), cause.toString()));
  }

  private Future<AssetEntry> look(AssetId asset) {
    Promise<AssetEntry> look = Promise.promise();
    Future<AssetEntry> other = underWay.putIfAbsent(asset, look.future());
    if (other != null) {
      return other;
    }
    probeAndIndex(asset).onComplete(done -> underWay.remove(asset)).onComplete(look);
    return look.future();
  }

  private Future<AssetEntry> probeAndIndex(AssetId asset) {
    return probe.look(asset).compose(source -> put(asset, source));
  }

  private Future<AssetEntry> put(AssetId asset, SourceProperties source) {
    return Future.fromCompletionStage(index.putSource(asset, source, clock.instant()));
  }
}
