package io.mediarouter.request;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.Format;
import io.mediarouter.media.RenditionRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The request of a client for media: an asset in a rendition, with tolerances, abilities and
 * urgency.
 *
 * @param asset which asset
 * @param rendition in which form; null = the original
 * @param preset name of the preset it was asked by; null = none
 * @param tolerance how far the answer may be from that; null = as the policy says
 * @param abilities what the client can play
 * @param priority how urgent it is
 * @param patience how long from its arrival the client can wait for the first byte; null = not said
 * @param originQuery encoded query that goes to the origin of an original, and is part of what is
 *     asked for; empty = none
 * @param client who asks, for fairness: the peer's address; empty = nobody in particular
 */
public record MediaRequest(
    AssetId asset,
    @Nullable RenditionRequest rendition,
    @Nullable String preset,
    @Nullable Tolerance tolerance,
    ClientAbilities abilities,
    Priority priority,
    @Nullable Duration patience,
    String originQuery,
    String client) {

  /** A request without a query for the origin. */
  public MediaRequest(
      AssetId asset,
      @Nullable RenditionRequest rendition,
      @Nullable String preset,
      @Nullable Tolerance tolerance,
      ClientAbilities abilities,
      Priority priority,
      @Nullable Duration patience,
      String client) {
    this(asset, rendition, preset, tolerance, abilities, priority, patience, "", client);
  }

  /** A request for {@code rendition} that says nothing else. */
  public static MediaRequest of(AssetId asset, @Nullable RenditionRequest rendition) {
    return new MediaRequest(
        asset, rendition, null, null, ClientAbilities.UNKNOWN, Priority.DEFAULT, null, "");
  }

  /** Whether the untouched source is asked for. */
  public boolean wantsOriginal() {
    return rendition == null;
  }

  /** Whether a part of a stream is asked for, which nothing else can take the place of. */
  public boolean wantsSegment() {
    return rendition != null && rendition.format() == Format.M4S;
  }
}
