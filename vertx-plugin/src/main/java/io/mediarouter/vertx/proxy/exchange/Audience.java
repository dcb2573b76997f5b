package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.NextRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener that learns what is asked for and what is delivered. Called on any event loop; never
 * blocks.
 */
public interface Audience {
  /**
   * Learns of a request that is being answered.
   *
   * @param asked the form that was asked for; null = the original
   * @param delivered the form that is delivered; null = the original
   * @param stored whether that was stored before
   */
  void served(
      AssetId asset, @Nullable Rendition asked, @Nullable Rendition delivered, boolean stored);

  /** Learns that a player is being told what the stream of an asset consists of. */
  void begun(AssetId asset);

  /**
   * Learns what the player of a request that is being answered announces.
   *
   * @param current the asset that was asked for
   * @param next what will be asked for next, the soonest first; may be none
   */
  void announced(AssetId current, List<NextRequest> next);
}
