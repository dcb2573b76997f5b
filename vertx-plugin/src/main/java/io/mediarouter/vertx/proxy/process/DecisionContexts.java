package io.mediarouter.vertx.proxy.process;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmView;
import io.mediarouter.media.Format;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.plan.DecisionContext;
import io.mediarouter.plan.PolicyTable;
import io.mediarouter.plan.PublishingPolicy;
import io.mediarouter.plan.SegmentWait;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.call.Tried;
import io.mediarouter.vertx.proxy.exchange.AskedForm;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.StoredFilms;
import io.mediarouter.vertx.transcode.FilmParts;
import io.mediarouter.vertx.transcode.Transcodes;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The gatherer of all that a decision depends on. */
public record DecisionContexts(
    SourceCatalog catalog,
    Supplier<FarmView> farm,
    PolicyTable policies,
    Admission admission,
    Transcodes transcodes,
    StoredFilms films,
    InstantSource clock,
    Supplier<RandomGenerator> random) {
  /**
   * What is known of the asset that is asked for. The original is delivered as it is, so nobody
   * needs to know what is in it.
   *
   * @param tried is told of the servers that were asked for that, on any thread
   */
  public Future<AssetEntry> entry(MediaRequest request, Consumer<Supplier<Tried>> tried) {
    RenditionRequest wanted = request.rendition();
    if (wanted == null) {
      return Future.succeededFuture(AssetEntry.unprobed(request.asset()));
    }
    Future<AssetEntry> found = catalog.find(request.asset(), tried);
    return request.wantsSegment() ? found.compose(entry -> noted(wanted, entry)) : found;
  }

  /** What is known of a part of a stream is noted elsewhere. */
  private Future<AssetEntry> noted(RenditionRequest wanted, AssetEntry entry) {
    Rendition part = RenditionResolver.resolve(wanted, entry.source());
    return catalog.part(entry, SegmentIndex.assetOf(entry.asset(), part));
  }

  /** Whether what is asked for could be stored in parts. */
  boolean mayBeFilm(MediaRequest request) {
    RenditionRequest wanted = request.rendition();
    return wanted != null && (wanted.format() == null || wanted.format() == Format.MP4);
  }

  /** What is stored in parts of what is asked for; empty where not all of it is. */
  public Future<Optional<FilmParts>> film(MediaRequest request, AssetEntry entry) {
    try {
      return mayBeFilm(request)
          ? film(new AskedForm().of(request, entry), entry)
          : Future.succeededFuture(Optional.empty());
    } catch (InvalidParameterException unfit) {
      return Future.succeededFuture(Optional.empty());
    }
  }

  /** What is stored in parts of a rendition; empty where not all of it is. */
  public Future<Optional<FilmParts>> film(@Nullable Rendition whole, AssetEntry entry) {
    return whole == null ? Future.succeededFuture(Optional.empty()) : films.find(entry, whole);
  }

  /**
   * What is to be decided.
   *
   * @throws io.mediarouter.media.InvalidParameterException if the source has no such rendition
   */
  public DecisionContext of(
      MediaRequest request, AssetEntry entry, Set<String> excluded, Duration waited) {
    return of(request, new AskedForm().of(request, entry), entry, excluded, waited);
  }

  /** The same where it is known which rendition is asked for; null = the original. */
  public DecisionContext of(
      MediaRequest request,
      @Nullable Rendition rendition,
      AssetEntry entry,
      Set<String> excluded,
      Duration waited) {
    FarmView view = farm.get();
    boolean joinable = isJoinable(entry, rendition, view);
    return new DecisionContext(
        request,
        policy(request, rendition, entry, joinable),
        rendition,
        entry,
        view,
        joinable,
        excluded,
        waited,
        admission.shareOf(request, view),
        clock.instant(),
        random.get());
  }

  /** Whoever joins a transcode that runs anyway costs next to nothing, however crowded it is. */
  private PublishingPolicy policy(
      MediaRequest request, @Nullable Rendition rendition, AssetEntry entry, boolean joinable) {
    PublishingPolicy known = policies.policyOf(request);
    boolean crowded = admission.isCrowded() && !joinable;
    if (rendition == null || !request.wantsSegment()) {
      return crowded ? known.crowded() : known;
    }
    Duration left = request.patience();
    long plays = rendition.playMillis(entry.source());
    if (!crowded) {
      return known.waitingAtLeast(SegmentWait.of(left, plays));
    }
    return admission.hasRoomToWait()
        ? known.crowded(SegmentWait.whilePlaying(left, plays))
        : known.crowded();
  }

  private boolean isJoinable(AssetEntry entry, @Nullable Rendition rendition, FarmView view) {
    return rendition != null && transcodes.isJoinable(entry, rendition, view);
  }
}
