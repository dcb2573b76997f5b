package io.mediarouter.speculate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * A piece that a player says it will ask for soon (CMCD {@code nor}).
 *
 * @param current the asset that was asked for when it was said
 * @param next the asset that will be asked for
 * @param rendition in which form
 * @param ahead after how many more requests, at least 1 = it is the next one
 * @param at when it was said
 */
public record Announcement(
    AssetId current, AssetId next, RenditionRequest rendition, int ahead, Instant at) {
  /** How long it is believed: by then, the player has asked or will not. */
  public static final Duration BELIEVED = Duration.ofMinutes(10);

  public Announcement {
    if (ahead < 1) {
      throw new IllegalArgumentException("ahead: " + ahead + " (expected: >= 1)");
    }
  }

  /** Whether it is young enough to be believed. */
  public boolean isBelieved(Instant now) {
    return Duration.between(at, now).compareTo(BELIEVED) < 0;
  }

  /** How likely it is to come true, where each next request is as likely as {@code likelihood}. */
  double likelihood(double likelihood, Instant now) {
    double age = (double) Duration.between(at, now).toMillis() / BELIEVED.toMillis();
    return Math.pow(likelihood, ahead) * Math.max(0, 1 - Math.max(0, age));
  }
}
