package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.stream.DashManifest;
import io.mediarouter.stream.HlsPlaylists;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.Picture;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.stream.StreamAddress.Kind;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.stream.Subtitles;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.mediarouter.vertx.proxy.process.RequestProcessor;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.vertx.core.Future;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The executor of requests for streams, of whose parts each is delivered in its own way. Addresses
 * below what is no media are those of originals, such as of streams that lie at an origin.
 *
 * @param processor serves what is no part of a stream, or lies beside it
 * @param texts delivers what is told of streams
 * @param segments delivers what is encoded
 * @param ownRungs tells what of sources is not
 * @param ownSegments delivers that
 * @param isCrowded tells whether this proxy has more to do than it would like
 */
public record StreamRequests(
    RequestProcessor processor,
    SourceCatalog catalog,
    StreamCatalog streams,
    StreamTextDelivery texts,
    SegmentDelivery segments,
    OwnRungs ownRungs,
    OwnRungDelivery ownSegments,
    BooleanSupplier isCrowded) {
  private static final String DYNAMIC = "cmsd-dynamic";
  private static final String DURESS = "\"media-router\";du";

  private static final int NOT_FOUND = 404;

  /** Serves any request; fails with what {@link ProblemResponse#of} can tell the client. */
  public Future<ProxyResponse> serve(MediaRequest request, Exchange exchange) {
    Optional<StreamAddress> address =
        request.wantsOriginal() && streams.settings().isOn()
            ? StreamAddress.of(request.asset()).filter(asked -> texts.has(asked.kind()))
            : Optional.empty();
    return address
        .map(asked -> serve(asked, request, exchange))
        .orElseGet(() -> processor.serve(request, exchange));
  }

  private Future<ProxyResponse> serve(
      StreamAddress asked, MediaRequest request, Exchange exchange) {
    return exchange
        .here(catalog.find(asked.asset(), exchange.trace()::tried))
        .transform(
            (entry, cause) -> {
              if (entry == null && !isNoMedia(cause)) {
                return Future.failedFuture(cause);
              }
              return Optional.ofNullable(entry)
                  .flatMap(streams::find)
                  .map(stream -> serve(asked, entry, stream, request, exchange))
                  .orElseGet(() -> original(request, exchange, cause));
            });
  }

  /**
   * What lies at an origin under that very path; where nothing does, what is told is why the asset
   * above it has no stream, if there is such an asset.
   */
  private Future<ProxyResponse> original(
      MediaRequest request, Exchange exchange, @Nullable Throwable above) {
    return processor
        .serve(request, exchange)
        .recover(
            missing ->
                Future.failedFuture(
                    statusOf(missing) == NOT_FOUND && statusOf(above) != NOT_FOUND && above != null
                        ? above
                        : missing));
  }

  private static int statusOf(@Nullable Throwable cause) {
    return cause instanceof ProblemException told ? told.problem().status() : 0;
  }

  private static boolean isNoMedia(Throwable cause) {
    return statusOf(cause) / 100 == 4;
  }

  private Future<ProxyResponse> serve(
      StreamAddress asked,
      AssetEntry entry,
      MediaStream stream,
      MediaRequest request,
      Exchange exchange) {
    if (asked.kind() == Kind.MASTER || asked.kind() == Kind.MANIFEST) {
      processor.begun(entry.asset());
    }
    return switch (asked.kind()) {
      case MASTER ->
          withOwn(entry, stream, exchange)
              .map(all -> texts.list(asked, all, HlsPlaylists::multivariant, exchange));
      case MANIFEST ->
          withOwn(entry, stream, exchange)
              .map(all -> texts.list(asked, all, DashManifest::of, exchange));
      case PLAYLIST -> playlist(asked, entry, stream, request, exchange);
      case TEXT ->
          beside(
              stream.subtitles(asked.rung()).map(Subtitles::rendition),
              asked,
              entry,
              request,
              exchange);
      case STORYBOARD ->
          beside(Optional.ofNullable(stream.storyboard()), asked, entry, request, exchange);
      case STORYBOARD_TIMES -> times(asked, entry, stream, exchange);
      case STEERING -> Future.succeededFuture(texts.steered(asked, exchange));
      case INIT, SEGMENT -> part(asked, entry, stream, request, exchange);
    };
  }

  private Future<ProxyResponse> playlist(
      StreamAddress asked,
      AssetEntry entry,
      MediaStream stream,
      MediaRequest request,
      Exchange exchange) {
    if (stream.subtitles(asked.rung()).isPresent()) {
      return Future.succeededFuture(
          texts.playlist(asked, stream, () -> HlsPlaylists.ofSubtitles(stream), exchange));
    }
    return isOwn(asked, stream)
        ? own(asked, entry, stream, request, exchange)
        : track(asked, stream)
            .map(track -> texts.playlist(asked, stream, () -> track.playlist(stream), exchange));
  }

  private Future<ProxyResponse> part(
      StreamAddress asked,
      AssetEntry entry,
      MediaStream stream,
      MediaRequest request,
      Exchange exchange) {
    return isOwn(asked, stream)
        ? own(asked, entry, stream, request, exchange)
        : track(asked, stream)
            .compose(
                track ->
                    segments
                        .serve(asked, entry, track, request, exchange)
                        .onSuccess(response -> tellDuress(response, stream, track.rung())));
  }

  /** Whether it is of the source's own picture, if of anything that there is. */
  private static boolean isOwn(StreamAddress asked, MediaStream stream) {
    return StreamTrack.of(stream, asked.rung()).isEmpty();
  }

  /** The stream with the source's own picture, where that is to be had. */
  private Future<MediaStream> withOwn(AssetEntry entry, MediaStream stream, Exchange exchange) {
    return streams.settings().source() && !stream.rungs().isEmpty()
        ? exchange
            .here(ownRungs.look(entry, segmentSeconds()))
            .map(cut -> cut.map(stream::withOwn).orElse(stream))
        : Future.succeededFuture(stream);
  }

  private int segmentSeconds() {
    return (int) streams.settings().segment().toSeconds();
  }

  /** What is asked for of the source's own picture, or of nothing that there is. */
  private Future<ProxyResponse> own(
      StreamAddress asked,
      AssetEntry entry,
      MediaStream stream,
      MediaRequest request,
      Exchange exchange) {
    return exchange
        .here(ownRungs.find(asked, entry, stream, streams.settings()))
        .compose(
            found ->
                found
                    .map(cut -> own(asked, entry, stream.withOwn(cut), cut, request, exchange))
                    .orElseGet(() -> Future.failedFuture(new ProblemException(unknown(asked)))));
  }

  private Future<ProxyResponse> own(
      StreamAddress asked,
      AssetEntry entry,
      MediaStream stream,
      KeyFrameCut cut,
      MediaRequest request,
      Exchange exchange) {
    if (asked.kind() == Kind.PLAYLIST) {
      return Future.succeededFuture(
          texts.playlist(asked, stream, () -> HlsPlaylists.of(cut), exchange));
    }
    if (asked.kind() == Kind.INIT) {
      return Future.succeededFuture(OwnRungDelivery.head(cut, entry, exchange));
    }
    return ownSegments
        .segment(cut, asked.number(), entry, request, exchange)
        .onSuccess(response -> tellDuress(response, stream, stream.own()));
  }

  private static Future<StreamTrack> track(StreamAddress asked, MediaStream stream) {
    return StreamTrack.of(stream, asked.rung())
        .filter(track -> asked.kind() != Kind.SEGMENT || track.grid().has(asked.number()))
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(new ProblemException(unknown(asked))));
  }

  private static Problem unknown(StreamAddress asked) {
    return Problem.of(
        404,
        "No such part of the stream",
        "The stream of "
            + asked.asset()
            + " has no "
            + asked.rung()
            + ", or not so many segments.");
  }

  /** What belongs to a stream and is no segment of it. */
  private Future<ProxyResponse> beside(
      Optional<Rendition> wanted,
      StreamAddress asked,
      AssetEntry entry,
      MediaRequest request,
      Exchange exchange) {
    return wanted
        .map(each -> SegmentRequests.of(request, entry.asset(), asked.rung(), each))
        .map(each -> processor.serve(each, exchange))
        .orElseGet(() -> Future.failedFuture(new ProblemException(unknown(asked))));
  }

  private Future<ProxyResponse> times(
      StreamAddress asked, AssetEntry entry, MediaStream stream, Exchange exchange) {
    Rendition sheet = stream.storyboard();
    return sheet == null
        ? Future.failedFuture(new ProblemException(unknown(asked)))
        : Future.succeededFuture(texts.times(asked, stream, sheet, entry, exchange));
  }

  /** A player that heeds it takes a lower rung (CTA-5006): {@code mb} is in kbit/s. */
  private void tellDuress(ProxyResponse response, MediaStream stream, @Nullable Picture rung) {
    if (isCrowded.getAsBoolean()) {
      String most = rung == null ? "" : ";mb=" + (stream.bitsBelow(rung) + 999) / 1000;
      response.putHeader(DYNAMIC, DURESS + most);
    }
  }

  /** Learns what a player says that it will ask for next. */
  public void announced(MediaRequest request, List<AssetId> next) {
    if (!next.isEmpty() && streams.settings().isOn()) {
      segments.announced(request, next);
    }
  }
}
