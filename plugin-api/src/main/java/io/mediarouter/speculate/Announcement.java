package io.mediarouter.speculate;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

  private static final double DOUBT_BEFORE_DUE = 0.1;

  public Announcement {
    if (ahead < 1) {
      throw new IllegalArgumentException("ahead: " + ahead + " (expected: >= 1)");
    }
  }

  /** Whether it is young enough to be believed. */
  public boolean isBelieved(Instant now) {
    return Duration.between(at, now).compareTo(BELIEVED) < 0;
  }

  /**
   * How likely it is to come true, where each next request is as likely as {@code likelihood}. That
   * a player does not ask before it is due means little; where that is not known, it means more the
   * longer it lasts.
   *
   * @param due when it will be asked for; empty = nobody knows
   */
  double likelihood(double likelihood, Optional<Instant> due, Instant now) {
    double age = Math.max(0, (double) millis(at, now) / BELIEVED.toMillis());
    double doubt = due.filter(now::isBefore).isPresent() ? DOUBT_BEFORE_DUE * age : age;
    return Math.pow(likelihood, ahead) * Math.max(0, 1 - doubt);
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
