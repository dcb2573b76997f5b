package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.container.KeyFrameCut;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.Storyboard;
import io.mediarouter.outcome.Ending;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.stream.DashManifest;
import io.mediarouter.stream.HlsPlaylists;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.Pathway;
import io.mediarouter.stream.Picture;
import io.mediarouter.stream.PlayerRhythm;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.stream.StreamAddress.Kind;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.stream.Subtitles;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.exchange.ProblemResponse;
import io.mediarouter.vertx.proxy.exchange.TextAnswer;
import io.mediarouter.vertx.proxy.process.RequestProcessor;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.stream.StreamTexts;
import io.mediarouter.vertx.stream.Viewers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The executor of requests for streams: tells playlists and manifests, and has segments served as
 * the renditions that they are. Addresses below what is no media are those of originals, such as of
 * streams that lie at an origin.
 *
 * @param processor serves what is asked for in the end
 * @param ownRungs tells what of sources is not encoded
 * @param ownSegments delivers that
 * @param steering tells which ways lead to streams
 * @param isCrowded tells whether this proxy has more to do than it would like
 */
public record StreamRequests(
    RequestProcessor processor,
    SourceCatalog catalog,
    StreamCatalog streams,
    StreamTexts texts,
    Viewers viewers,
    Ahead ahead,
    OwnRungs ownRungs,
    OwnRungDelivery ownSegments,
    Steering steering,
    BooleanSupplier isCrowded) {
  private static final String DYNAMIC = "cmsd-dynamic";
  private static final String DURESS = "\"media-router\";du";

  private static final int NOT_FOUND = 404;
  private static final String HLS = "application/vnd.apple.mpegurl";
  private static final String DASH = "application/dash+xml";

  /** As long as a source is taken to be unchanged at the least, or what follows it. */
  private static final String FRESH = "max-age=10";

  /** Serves any request; fails with what {@link ProblemResponse#of} can tell the client. */
  public Future<ProxyResponse> serve(MediaRequest request, Exchange exchange) {
    Optional<StreamAddress> address =
        request.wantsOriginal() && streams.settings().isOn()
            ? StreamAddress.of(request.asset()).filter(this::isServed)
            : Optional.empty();
    return address
        .map(asked -> serve(asked, request, exchange))
        .orElseGet(() -> processor.serve(request, exchange));
  }

  private boolean isServed(StreamAddress asked) {
    return asked.kind() != Kind.STEERING || steering.isOn();
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
              .compose(all -> list(asked, all, HlsPlaylists::multivariant, exchange));
      case MANIFEST ->
          withOwn(entry, stream, exchange)
              .compose(all -> list(asked, all, DashManifest::of, exchange));
      case PLAYLIST ->
          stream.subtitles(asked.rung()).isPresent()
              ? told(asked, stream, () -> HlsPlaylists.ofSubtitles(stream), exchange)
              : StreamTrack.of(stream, asked.rung()).isEmpty()
                  ? own(asked, entry, stream, request, exchange)
                  : track(asked, stream)
                      .compose(
                          track -> told(asked, stream, () -> track.playlist(stream), exchange));
      case TEXT -> {
        Optional<Rendition> text = stream.subtitles(asked.rung()).map(Subtitles::rendition);
        yield beside(text, asked, entry, request, exchange);
      }
      case STORYBOARD ->
          beside(Optional.ofNullable(stream.storyboard()), asked, entry, request, exchange);
      case STORYBOARD_TIMES -> times(asked, entry, stream, exchange);
      case STEERING -> Future.succeededFuture(steered(asked, exchange));
      case INIT, SEGMENT ->
          StreamTrack.of(stream, asked.rung()).isEmpty()
              ? own(asked, entry, stream, request, exchange)
              : track(asked, stream)
                  .compose(
                      track ->
                          part(asked, entry, track, request, exchange)
                              .onSuccess(response -> tellDuress(response, stream, track.rung())));
    };
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
      return told(asked, stream, () -> HlsPlaylists.of(cut), exchange);
    }
    if (asked.kind() == Kind.INIT) {
      return Future.succeededFuture(OwnRungDelivery.head(cut, entry, exchange));
    }
    return ownSegments
        .segment(cut, asked.number(), entry, request, exchange)
        .onSuccess(response -> tellDuress(response, stream, stream.own()));
  }

  /** What lies on configured ways tells them, and so is another one for each asset. */
  private Future<ProxyResponse> list(
      StreamAddress asked,
      MediaStream stream,
      BiFunction<MediaStream, List<Pathway>, String> writer,
      Exchange exchange) {
    List<Pathway> pathways = steering.pathways(asked);
    return told(asked, stream, pathways.toString(), () -> writer.apply(stream, pathways), exchange);
  }

  private ProxyResponse steered(StreamAddress asked, Exchange exchange) {
    return TextAnswer.of(steering.manifest(asked, exchange.request()), Steering.TYPE, exchange)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private Future<ProxyResponse> told(
      StreamAddress asked, MediaStream stream, Supplier<String> writer, Exchange exchange) {
    return told(asked, stream, asked.rung(), writer, exchange);
  }

  /**
   * A text of a stream.
   *
   * @param name by which it is told from others of its kind
   */
  private Future<ProxyResponse> told(
      StreamAddress asked,
      MediaStream stream,
      String name,
      Supplier<String> writer,
      Exchange exchange) {
    StreamTexts.Told told = texts.of(stream, asked.kind(), name, writer);
    String type = typeOf(asked.kind());
    ProxyResponse response = TextAnswer.of(told.text(), told.etag(), type, exchange);
    return Future.succeededFuture(response.putHeader(HttpHeaders.CACHE_CONTROL, FRESH));
  }

  private static String typeOf(Kind list) {
    return list == Kind.MANIFEST
        ? DASH
        : list == Kind.STORYBOARD_TIMES ? Format.VTT.contentType() : HLS;
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
        : told(
            asked,
            stream,
            () -> Storyboard.times(sheet, entry.source(), "storyboard.jpg"),
            exchange);
  }

  private Future<ProxyResponse> part(
      StreamAddress asked,
      AssetEntry entry,
      StreamTrack track,
      MediaRequest request,
      Exchange exchange) {
    int number = asked.kind() == Kind.INIT ? StreamTrack.INIT : asked.number();
    Rendition part = track.part(number);
    PlayerRhythm viewer =
        isWatched(number, exchange) ? viewer(request, entry, track, number) : null;
    MediaRequest segment =
        SegmentRequests.of(request, entry.asset(), asked.rung(), part, patience(request, viewer));
    if (viewer != null) {
      exchange.onFinish(() -> follow(segment, entry, track, viewer, exchange));
    }
    return processor.serve(
        segment, catalog.part(entry, SegmentIndex.assetOf(entry.asset(), part)), exchange);
  }

  private static boolean isWatched(int number, Exchange exchange) {
    return number != StreamTrack.INIT && !exchange.request().method().equals(HttpMethod.HEAD);
  }

  private PlayerRhythm viewer(
      MediaRequest request, AssetEntry entry, StreamTrack track, int number) {
    return viewers.asks(entry.asset(), entry.source().version(), track, number, request.patience());
  }

  /** Where a player does not say how much it has in its buffer, its rhythm does. */
  private static @Nullable Duration patience(MediaRequest request, @Nullable PlayerRhythm viewer) {
    return viewer == null ? request.patience() : viewer.left().orElse(null);
  }

  /** What is asked for now goes first. */
  private void follow(
      MediaRequest segment,
      AssetEntry entry,
      StreamTrack track,
      PlayerRhythm viewer,
      Exchange exchange) {
    if (exchange.ending() == Ending.COMPLETE) {
      ahead.follow(segment, entry, track, viewer);
    }
  }

  /** A player that heeds it takes a lower rung (CTA-5006): {@code mb} is in kbit/s. */
  private void tellDuress(ProxyResponse response, MediaStream stream, @Nullable Picture rung) {
    if (isCrowded.getAsBoolean()) {
      String most = rung == null ? "" : ";mb=" + (stream.bitsBelow(rung) + 999) / 1000;
      response.putHeader(DYNAMIC, DURESS + most);
    }
  }

  /** Learns what a player says that it will ask for next; of another asset, that is nothing. */
  public void announced(MediaRequest request, List<AssetId> next) {
    if (next.isEmpty() || !streams.settings().isOn()) {
      return;
    }
    StreamAddress.of(request.asset())
        .ifPresent(
            now ->
                next.stream()
                    .flatMap(each -> StreamAddress.of(each).stream())
                    .filter(each -> each.kind() == Kind.SEGMENT)
                    .filter(each -> each.asset().equals(now.asset()))
                    .forEach(each -> announced(request, each)));
  }

  private void announced(MediaRequest request, StreamAddress next) {
    catalog
        .find(next.asset())
        .onSuccess(
            entry ->
                streams
                    .find(entry)
                    .flatMap(stream -> StreamTrack.of(stream, next.rung()))
                    .filter(track -> track.grid().has(next.number()))
                    .ifPresent(track -> announced(request, next, entry, track)));
  }

  private void announced(
      MediaRequest request, StreamAddress next, AssetEntry entry, StreamTrack track) {
    Rendition part = track.part(next.number());
    MediaRequest segment = SegmentRequests.of(request, entry.asset(), next.rung(), part);
    ahead.announced(segment, entry, part);
  }
}
