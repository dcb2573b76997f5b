package io.mediarouter.vertx.source;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Tried;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.store.RenditionLifecycle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The looks at sources that are under way, one at a time for each asset. What they find is written
 * to the cache index, whoever still waits for it. Safe for use by many threads.
 */
final class SourceLooks {
  private static final Logger LOG = LoggerFactory.getLogger(SourceLooks.class);

  private final ConcurrentMap<AssetId, Look> underWay = new ConcurrentHashMap<>();
  private final CacheIndex index;
  private final SourceProbe probe;
  private final RenditionLifecycle lifecycle;
  private final NegativeAnswers negative;
  private final InstantSource clock;
  private final Supplier<Freshness> freshness;
  private final Supplier<TimeoutConfig> limits;

  /**
   * No look yet.
   *
   * @param lifecycle learns of new versions
   * @param negative learns of what is not there
   */
  SourceLooks(
      CacheIndex index,
      SourceProbe probe,
      RenditionLifecycle lifecycle,
      NegativeAnswers negative,
      InstantSource clock,
      Supplier<Freshness> freshness,
      Supplier<TimeoutConfig> limits) {
    this.index = index;
    this.probe = probe;
    this.lifecycle = lifecycle;
    this.negative = negative;
    this.clock = clock;
    this.freshness = freshness;
    this.limits = limits;
  }

  /**
   * A look that is under way.
   *
   * @param origin what the origin says
   * @param entry what is known after it
   * @param tried the servers that are asked
   */
  record Look(
      Instant begun,
      Future<FoundSource> origin,
      Future<AssetEntry> entry,
      List<Supplier<Tried>> tried) {
    void asks(Call call) {
      tried.add(call::tried);
    }
  }

  /** The look at an asset that is under way, or else a new one. */
  Look look(AssetId asset, @Nullable AssetEntry known) {
    Promise<FoundSource> origin = Promise.promise();
    Promise<AssetEntry> entry = Promise.promise();
    var look =
        new Look(clock.instant(), origin.future(), entry.future(), new CopyOnWriteArrayList<>());
    Look other = underWay.putIfAbsent(asset, look);
    if (other != null) {
      return other;
    }
    probe.find(asset, look::asks).onComplete(origin);
    origin
        .future()
        .compose(found -> lookInto(found, known, look))
        .compose(source -> put(asset, source))
        .onSuccess(now -> tellChange(known, now))
        .onComplete(done -> underWay.remove(asset, look))
        .onFailure(cause -> LOG.debug("{} not looked at: {}", asset, cause.toString()))
        .onFailure(
            cause -> negative.learn(asset, cause, clock.instant(), freshness.get().negative()))
        .onComplete(entry);
    return look;
  }

  private void tellChange(@Nullable AssetEntry known, AssetEntry now) {
    if (known != null && !known.source().version().equals(now.source().version())) {
      lifecycle.sourceChanged(now);
    }
  }

  /** What is in a version of a source does not change; what belongs to it may. */
  private Future<SourceProperties> lookInto(
      FoundSource found, @Nullable AssetEntry known, Look look) {
    Future<SourceProperties> source =
        known != null && isLookedInto(known, found)
            ? Future.succeededFuture(known.source())
            : probe.probe(found, look::asks);
    return source.map(each -> each.withTags(found.tags()));
  }

  private static boolean isLookedInto(AssetEntry known, FoundSource found) {
    return !known.source().isUnprobed() && known.source().version().equals(found.version());
  }

  /** An index that does not answer costs what it knows, and not the request. */
  private Future<AssetEntry> put(AssetId asset, SourceProperties source) {
    Instant now = clock.instant();
    return Future.fromCompletionStage(index.putSource(asset, source, now))
        .timeout(limits.get().decide().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(lifecycle::sourceSeen)
        .otherwise(cause -> unindexed(asset, source, now, cause));
  }

  private static AssetEntry unindexed(
      AssetId asset, SourceProperties source, Instant now, Throwable cause) {
    LOG.warn("What {} is was not written to the cache index: {}", asset, cause.toString());
    return new AssetEntry(asset, source, now, List.of());
  }
}
