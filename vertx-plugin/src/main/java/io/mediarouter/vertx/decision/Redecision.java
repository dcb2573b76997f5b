package io.mediarouter.vertx.decision;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import org.jspecify.annotations.Nullable;

/**
 * A logged decision, and what would be decided now.
 *
 * @param asset that was asked for
 * @param rendition that was asked for; null = the original
 * @param was what was decided
 * @param wouldBe what would be decided now
 */
public record Redecision(
    AssetId asset, @Nullable Rendition rendition, Decided was, Decided wouldBe) {

  /** Whether it would be decided otherwise, be it only by the wait before; reasons aside. */
  public boolean differs() {
    return !was.servesLike(wouldBe) || !was.worthWaiting().equals(wouldBe.worthWaiting());
  }

  /** What was asked for, in brief. */
  public String asked() {
    return asset + " " + (rendition == null ? "original" : rendition.key());
  }
}
