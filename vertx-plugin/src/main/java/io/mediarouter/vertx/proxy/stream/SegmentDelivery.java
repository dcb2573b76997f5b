package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.outcome.Ending;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.stream.PlayerRhythm;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.stream.StreamAddress.Kind;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.proxy.exchange.Exchange;
import io.mediarouter.vertx.proxy.process.RequestProcessor;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.mediarouter.vertx.stream.Viewers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.httpproxy.ProxyResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of encoded segments as the renditions that they are. Players are followed by what
 * they ask for, so that it is known how long they can wait and what they want next.
 *
 * @param processor serves what is asked for in the end
 * @param catalog tells what is stored
 * @param streams tells what there is of each asset
 * @param viewers who plays what
 * @param ahead has made what players want next
 */
public record SegmentDelivery(
    RequestProcessor processor,
    SourceCatalog catalog,
    StreamCatalog streams,
    Viewers viewers,
    Ahead ahead) {

  Future<ProxyResponse> serve(
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

  /** Learns what a player says that it will ask for next; of another asset, that is nothing. */
  void announced(MediaRequest request, List<AssetId> next) {
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
