package io.mediarouter.vertx.source;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.ProblemException;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.call.Tried;
import io.mediarouter.vertx.config.TimeoutConfig;
import io.mediarouter.vertx.store.RenditionLifecycle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The catalog of what is known of assets: from the cache index where it is fresh, else looked at
 * anew; one look at a time for each asset. What is no longer fresh is taken once its origin says
 * that it has not changed, or if the origin does not answer; what is about to be is looked at
 * without anybody waiting. Safe for use by many threads.
 */
public final class SourceCatalog {
  /** So many times the wait for an origin that was heard of before fits into a decision. */
  private static final int SHARE_OF_DECISION = 2;

  /** The share of its freshness in which an entry is believed without a further look. */
  private static final double UNQUESTIONED = 0.75;

  private final CacheIndex index;
  private final SourceProbe probe;
  private final InstantSource clock;
  private final RenditionLifecycle lifecycle;
  private final NegativeAnswers negative = new NegativeAnswers();
  private final Supplier<Freshness> freshness;
  private final Supplier<TimeoutConfig> limits;
  private final SourceLooks looks;

  /**
   * A catalog of what is in the index and at the origins.
   *
   * @param lifecycle learns of new versions, and tells what of an entry may be delivered
   * @param freshness tells how long an entry is believed
   * @param limits tells the longest waits: for the index, after which it is asked again, and for a
   *     decision, after which who asks is told to come back; the look goes on
   */
  public SourceCatalog(
      CacheIndex index,
      SourceProbe probe,
      RenditionLifecycle lifecycle,
      InstantSource clock,
      Supplier<Freshness> freshness,
      Supplier<TimeoutConfig> limits) {
    this.index = index;
    this.probe = probe;
    this.clock = clock;
    this.lifecycle = lifecycle;
    this.freshness = freshness;
    this.limits = limits;
    looks = new SourceLooks(index, probe, lifecycle, negative, clock, freshness, limits);
  }

  /**
   * The entry of an asset.
   *
   * @return fails with a {@code ProblemException} if there is no such asset, it is not media, or
   *     the index does not tell: then what is stored would be made once more
   */
  public Future<AssetEntry> find(AssetId asset) {
    return find(asset, tried -> {});
  }

  /**
   * The same.
   *
   * @param tried is told of the servers that were asked, when that is over
   */
  public Future<AssetEntry> find(AssetId asset, Consumer<Supplier<Tried>> tried) {
    ProblemException known = negative.find(asset, clock.instant()).orElse(null);
    if (known != null) {
      return Future.failedFuture(known);
    }
    CompletableFuture<Optional<AssetEntry>> found = index.find(asset).toCompletableFuture();
    Future<AssetEntry> entry =
        isHere(found)
            ? use(asset, found.getNow(Optional.empty()), tried)
            : await(asset, found, tried);
    return entry.succeeded()
        ? Future.succeededFuture(lifecycle.usable(entry.result()))
        : entry.map(lifecycle::usable);
  }

  /** How long an entry is believed now. */
  public Freshness freshness() {
    return freshness.get();
  }

  /**
   * Has the source of an asset looked at now, whatever is known of it.
   *
   * @return its entry after that
   */
  public Future<AssetEntry> refresh(AssetId asset) {
    negative.forget(asset);
    return Future.fromCompletionStage(index.find(asset))
        .compose(known -> decided(looks.look(asset, known.orElse(null)).entry()));
  }

  /**
   * Reads some bytes of the source that an entry is of; fails if no origin gives just these, such
   * as when there is another version by now.
   *
   * @param from the first of them
   * @param to behind the last of them: all between is held
   */
  public Future<Buffer> read(AssetEntry entry, long from, long to) {
    return probe.read(entry.asset(), entry.source().version(), from, to);
  }

  /**
   * What is stored of an asset and noted under another one of the index, as segments are. What was
   * purged of either counts.
   *
   * @return that as the asset's; fails if the index does not tell
   */
  public Future<AssetEntry> part(AssetEntry entry, AssetId indexed) {
    CompletableFuture<Optional<AssetEntry>> found = index.find(indexed).toCompletableFuture();
    TimeoutConfig waits = limits.get();
    Future<Optional<AssetEntry>> there =
        isHere(found)
            ? Future.succeededFuture(found.getNow(Optional.empty()))
            : IndexLookup.await(found, () -> index.find(indexed), waits.lookup(), waits.decide());
    return there.map(part -> part(entry, part));
  }

  private static AssetEntry part(AssetEntry entry, Optional<AssetEntry> part) {
    List<StoredRendition> stored =
        part.filter(each -> each.source().version().equals(entry.source().version()))
            .map(AssetEntry::renditions)
            .orElse(List.of());
    long purges = entry.purges() + part.map(AssetEntry::purges).orElse(0L);
    return new AssetEntry(entry.asset(), entry.source(), entry.checkedAt(), stored, purges);
  }

  /** Most entries are: this is on the way of every request for something stored. */
  private static boolean isHere(CompletableFuture<?> found) {
    return found.isDone() && !found.isCompletedExceptionally();
  }

  private Future<AssetEntry> await(
      AssetId asset,
      CompletableFuture<Optional<AssetEntry>> found,
      Consumer<Supplier<Tried>> tried) {
    TimeoutConfig waits = limits.get();
    return IndexLookup.await(found, () -> index.find(asset), waits.lookup(), waits.decide())
        .compose(entry -> use(asset, entry, tried));
  }

  private Future<AssetEntry> use(
      AssetId asset, Optional<AssetEntry> entry, Consumer<Supplier<Tried>> tried) {
    if (entry.isEmpty()) {
      SourceLooks.Look look = looks.look(asset, null);
      return decided(look.entry()).onComplete(done -> look.tried().forEach(tried));
    }
    AssetEntry known = entry.get();
    double age = Duration.between(known.checkedAt(), clock.instant()).toNanos();
    double fresh = freshness.get().check().toNanos();
    if (age > fresh) {
      SourceLooks.Look look = looks.look(asset, known);
      return revalidated(known, look).onComplete(done -> look.tried().forEach(tried));
    }
    if (age > UNQUESTIONED * fresh) {
      looks.look(asset, known);
    }
    return Future.succeededFuture(known);
  }

  private <T> Future<T> decided(Future<T> answer) {
    return answer.timeout(limits.get().decide().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What is known, unless the origin says otherwise. Nobody waits for an origin for longer than a
   * part of a decision takes, however many ask while it is silent.
   */
  private Future<AssetEntry> revalidated(AssetEntry known, SourceLooks.Look look) {
    long waited = Duration.between(look.begun(), clock.instant()).toMillis();
    long most = limits.get().decide().toMillis() / SHARE_OF_DECISION - waited;
    return look.origin()
        .timeout(Math.max(1, most), TimeUnit.MILLISECONDS)
        .transform(
            (found, cause) -> {
              if (found != null) {
                return found.version().equals(known.source().version())
                    ? Future.succeededFuture(latest(known))
                    : decided(look.entry()).map(this::latest);
              }
              return OriginProblems.isAnswer(cause) || isTooOld(known)
                  ? Future.failedFuture(cause)
                  : Future.succeededFuture(known);
            });
  }

  /** Where the index was lost, nobody knows when the origin last said so. */
  private boolean isTooOld(AssetEntry known) {
    Freshness now = freshness.get();
    if (known.isUnseen()) {
      return now.ifError().isZero();
    }
    Instant end = known.checkedAt().plus(now.check()).plus(now.ifError());
    return clock.instant().isAfter(end);
  }

  /** What was stored while the origin was asked is not made again. */
  private AssetEntry latest(AssetEntry known) {
    CompletableFuture<Optional<AssetEntry>> found = index.find(known.asset()).toCompletableFuture();
    return isHere(found)
        ? found
            .getNow(Optional.empty())
            .filter(entry -> entry.source().version().equals(known.source().version()))
            .orElse(known)
        : known;
  }
}
