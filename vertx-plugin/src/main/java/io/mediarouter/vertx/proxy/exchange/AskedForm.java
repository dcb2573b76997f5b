package io.mediarouter.vertx.proxy.exchange;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.request.MediaRequest;
import org.jspecify.annotations.Nullable;

/**
 * The rendition that a request asks for: worked out once while its source is known to be the same.
 * Belongs to the request's context.
 */
public final class AskedForm {
  private @Nullable RenditionRequest asked;
  private @Nullable SourceProperties source;
  private @Nullable Rendition exact;

  /**
   * The rendition that {@code request} asks for; null where that is the original.
   *
   * @throws io.mediarouter.media.InvalidParameterException if the source has no such rendition
   */
  @SuppressWarnings("ReferenceEquality") // Another source, or request, is another object.
  public @Nullable Rendition of(MediaRequest request, AssetEntry entry) {
    RenditionRequest wanted = request.rendition();
    if (wanted == null) {
      return null;
    }
    if (exact == null || asked != wanted || source != entry.source()) {
      exact = RenditionResolver.resolve(wanted, entry.source());
      asked = wanted;
      source = entry.source();
    }
    return exact;
  }
}
