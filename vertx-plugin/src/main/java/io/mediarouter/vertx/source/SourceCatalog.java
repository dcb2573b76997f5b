package io.mediarouter.vertx.source;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  private final Supplier<TimeoutConfig> limits;

  /**
   * A catalog of what is in the index and at the origins.
   *
   * @param freshFor tells how long an entry is believed without another look
   * @param limits tells the longest waits: for the index, after which it is asked again, and for a
   *     decision, after which who asks is told to come back; the look goes on
   */
  public SourceCatalog(
      CacheIndex index,
      SourceProbe probe,
      InstantSource clock,
      Supplier<Duration> freshFor,
      Supplier<TimeoutConfig> limits) {
    this.index = index;
    this.probe = probe;
    this.clock = clock;
    this.freshFor = freshFor;
    this.limits = limits;
  }

  /**
   * The entry of an asset.
   *
   * @return fails with a {@code ProblemException} if there is no such asset, it is not media, or
   *     the index does not tell: then what is stored would be made once more
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
    TimeoutConfig waits = limits.get();
    return IndexLookup.await(found, () -> index.find(asset), waits.lookup(), waits.decide())
        .compose(entry -> use(asset, entry));
  }

  private Future<AssetEntry> use(AssetId asset, Optional<AssetEntry> entry) {
    if (entry.isEmpty()) {
      return look(asset).timeout(limits.get().decide().toMillis(), TimeUnit.MILLISECONDS);
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

  /** An index that does not answer costs what it knows, and not the request. */
  private Future<AssetEntry> put(AssetId asset, SourceProperties source) {
    Instant now = clock.instant();
    return Future.fromCompletionStage(index.putSource(asset, source, now))
        .timeout(limits.get().decide().toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(cause -> unindexed(asset, source, now, cause));
  }

  private static AssetEntry unindexed(
      AssetId asset, SourceProperties source, Instant now, Throwable cause) {
    LOG.warn("What {} is was not written to the cache index: {}", asset, cause.toString());
    return new AssetEntry(asset, source, now, List.of());
  }
}
