package io.mediarouter.speculate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.RenditionRequest;
import java.util.List;

/**
 * A publisher's order for all assets of a part of the tree, also those to come.
 *
 * @param pathPrefix the assets whose path starts with this, such as {@code news/}; empty = all
 * @param renditions what is made of each, most wanted first, at least one
 * @param speed how much effort the encoder is to spend
 * @param expectedUses how often each rendition is expected to be asked for within {@link
 *     Situation#horizon()}, above 0
 */
public record StandingRule(
    String pathPrefix,
    List<RenditionRequest> renditions,
    EncodingSpeed speed,
    double expectedUses) {

  public StandingRule {
    if (renditions.isEmpty() || !(expectedUses > 0)) {
      throw new IllegalArgumentException(
          "rule: "
              + renditions.size()
              + " renditions, "
              + expectedUses
              + " uses (expected: at least one, > 0)");
    }
    renditions = List.copyOf(renditions);
  }

  boolean covers(AssetId asset) {
    return asset.path().startsWith(pathPrefix);
  }
}
