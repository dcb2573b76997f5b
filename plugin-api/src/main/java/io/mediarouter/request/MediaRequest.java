package io.mediarouter.request;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks the proxy for: an asset in a rendition, with the client's abilities and
 * urgency.
 *
 * @param asset which asset
 * @param rendition in which form; null = the original
 * @param accept the client's {@code Accept} field; null = anything
 * @param priority how urgent it is
 */
public record MediaRequest(
    AssetId asset,
    @Nullable RenditionRequest rendition,
    @Nullable String accept,
    Priority priority) {

  /** Whether the untouched source is asked for. */
  public boolean wantsOriginal() {
    return rendition == null;
  }
}
