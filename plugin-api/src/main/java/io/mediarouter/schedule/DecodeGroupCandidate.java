package io.mediarouter.schedule;

import io.mediarouter.media.Rendition;
import java.util.List;

/**
 * A rendition that could share one decode of its source with others.
 *
 * @param startMillis where the part of the source begins that it takes, milliseconds
 * @param durationMillis how long that part is, milliseconds; 0 = to the end
 * @param alone whether it must have a decode of its own
 * @param offers the servers that have room for it now, best first
 */
public record DecodeGroupCandidate(
    long startMillis, long durationMillis, boolean alone, List<Offer> offers) {
  /**
   * A server that has room for a rendition.
   *
   * @param serverId which
   * @param demandCores cores that the rendition is predicted to keep busy there, above 0
   */
  public record Offer(String serverId, double demandCores) {}

  public DecodeGroupCandidate {
    offers = List.copyOf(offers);
  }

  /**
   * What {@code rendition} is to a decode. A still is read at one place, and sound that is levelled
   * is heard before, so each has its own.
   *
   * @param failedBefore whether it failed before: then it must not hold up others again
   */
  public static DecodeGroupCandidate of(
      Rendition rendition, boolean failedBefore, List<Offer> offers) {
    boolean picture = rendition.videoCodec() == null && rendition.audioCodec() == null;
    boolean levelled = rendition.treatment().loudness() != 0;
    return new DecodeGroupCandidate(
        rendition.startMillis(),
        rendition.durationMillis(),
        failedBefore || picture || levelled,
        offers);
  }

  boolean canJoin(DecodeGroupCandidate first) {
    return !alone
        && !first.alone
        && startMillis == first.startMillis
        && durationMillis == first.durationMillis;
  }

  /** The cores that it needs on that server; infinite where there is no room for it. */
  double demandOn(String serverId) {
    return offers.stream()
        .filter(offer -> offer.serverId().equals(serverId))
        .mapToDouble(Offer::demandCores)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
