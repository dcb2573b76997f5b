package io.mediarouter.vertx.proxy.stream;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.request.MediaRequest;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Tolerance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The writer of requests for parts of a stream as requests for renditions. */
final class SegmentRequests {
  private static final int LEAST_URGENT = Priority.BACKGROUND.urgency() - 1;

  private SegmentRequests() {}

  /**
   * The request for a part: just this will do, since a player fits it between its neighbours.
   *
   * @param request as it came, for an address
   * @param rung the name of the part's track, by which policies may know it
   * @param patience how long its player has something to play; null = not known, or nothing
   */
  static MediaRequest of(
      MediaRequest request,
      AssetId asset,
      String rung,
      Rendition part,
      @Nullable Duration patience) {
    return new MediaRequest(
        asset,
        RenditionQuery.request(part),
        rung,
        Tolerance.EXACT,
        request.abilities(),
        request.priority(),
        patience,
        request.client());
  }

  /** The same for a part of which the request tells how long its player can wait. */
  static MediaRequest of(MediaRequest request, AssetId asset, String rung, Rendition part) {
    return of(request, asset, rung, part, request.patience());
  }

  /** The request for a part that will be asked for: less urgent than what is. */
  static MediaRequest ahead(MediaRequest request, Rendition part) {
    int urgency = Math.min(LEAST_URGENT, request.priority().urgency() + 1);
    return new MediaRequest(
        request.asset(),
        RenditionQuery.request(part),
        request.preset(),
        Tolerance.EXACT,
        request.abilities(),
        new Priority(Math.max(urgency, request.priority().urgency())),
        null,
        request.client());
  }
}
