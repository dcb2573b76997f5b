package io.mediarouter.vertx.proxy;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import org.jspecify.annotations.Nullable;

/** Who learns what is asked for and what is delivered. Called on any event loop; never blocks. */
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
}
