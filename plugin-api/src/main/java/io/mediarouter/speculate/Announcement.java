package io.mediarouter.speculate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * A piece that a player says it will ask for next (CMCD {@code nor}).
 *
 * @param current the asset that was asked for when it was said
 * @param next the asset that will be asked for, resolved safely by {@link NextObject}
 * @param rendition in which form
 * @param at when it was said
 */
public record Announcement(AssetId current, AssetId next, RenditionRequest rendition, Instant at) {
  /** How long it is believed: by then, the player has asked or will not. */
  public static final Duration BELIEVED = Duration.ofMinutes(10);

  boolean isBelieved(Instant now) {
    return Duration.between(at, now).compareTo(BELIEVED) < 0;
  }
}
