package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.stream.MediaStream;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.stream.StreamAddress;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.stream.StreamCatalog;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * The finder of the segments that requests are for, for who explains what would be done.
 *
 * @param catalog tells what is stored
 * @param streams tells what there is of each asset
 * @param ownRungs tells what of sources is not encoded
 */
public record StreamParts(SourceCatalog catalog, StreamCatalog streams, OwnRungs ownRungs) {

  /**
   * A segment that is asked for.
   *
   * @param request for it, as for the rendition that it is
   * @param entry its asset, with what is stored that matters
   */
  public record Asked(MediaRequest request, AssetEntry entry) {}

  /** The segment that {@code request} is for; empty where it is for something else. */
  public Future<Optional<Asked>> find(MediaRequest request) {
    Optional<StreamAddress> address =
        request.wantsOriginal() && streams.settings().isOn()
            ? StreamAddress.of(request.asset()).filter(StreamAddress::isMedia)
            : Optional.empty();
    return address
        .map(asked -> find(asked, request))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<Asked>> find(StreamAddress asked, MediaRequest request) {
    return catalog
        .find(asked.asset())
        .compose(
            entry ->
                streams
                    .find(entry)
                    .map(stream -> find(asked, entry, stream, request))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Asked>> find(
      StreamAddress asked, AssetEntry entry, MediaStream stream, MediaRequest request) {
    Optional<StreamTrack> track = StreamTrack.of(stream, asked.rung());
    return track.isEmpty()
        ? ownRungs
            .find(asked, entry, stream, streams.settings())
            .map(own -> own.map(cut -> new Asked(OwnRungDelivery.original(request, entry), entry)))
        : track
            .filter(each -> each.grid().has(asked.number()))
            .map(each -> found(asked, entry, each, request))
            .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<Asked>> found(
      StreamAddress asked, AssetEntry entry, StreamTrack track, MediaRequest request) {
    boolean init = asked.kind() == StreamAddress.Kind.INIT;
    Rendition part = track.part(init ? StreamTrack.INIT : asked.number());
    MediaRequest segment = SegmentRequests.of(request, entry.asset(), asked.rung(), part);
    return catalog
        .part(entry, SegmentIndex.assetOf(entry.asset(), part))
        .map(known -> Optional.of(new Asked(segment, known)));
  }
}
