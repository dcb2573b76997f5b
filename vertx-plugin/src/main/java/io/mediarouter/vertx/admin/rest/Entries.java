package io.mediarouter.vertx.admin.rest;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Look-ups in the cache index that end in time, on the caller's context. */
public final class Entries {
  private static final long LIMIT_SECONDS = 5;

  private final Vertx vertx;
  private final CacheIndex index;

  public Entries(Vertx vertx, CacheIndex index) {
    this.vertx = vertx;
    this.index = index;
  }

  /** What is indexed of {@code asset}; fails if the index does not answer in time. */
  public Future<Optional<AssetEntry>> find(AssetId asset) {
    return Future.fromCompletionStage(index.find(asset), vertx.getOrCreateContext())
        .timeout(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The same result on the caller's context. */
  public <T> Future<T> here(Future<T> anywhere) {
    return Future.fromCompletionStage(anywhere.toCompletionStage(), vertx.getOrCreateContext());
  }
}
