package io.mediarouter.farm;

import io.mediarouter.media.EncodingSpeed;

/**
 * The lease on an output that is being made: which proxy of the cluster makes it, and where the
 * others get its bytes while it grows.
 *
 * @param owner name of that proxy in the cluster
 * @param id of this making, unique in the cluster
 * @param address where other proxies reach the owner, {@code host:port}
 * @param token what they show it to prove that they belong to the cluster; empty = what is
 *     configured
 * @param batch whether it was begun for nobody who waits
 * @param speed how much effort the encoder spends
 * @param mediaSeconds how long the output plays, at least 0; 0 = it does not, or nobody knows
 * @param predictedSeconds how long all of it was predicted to take, at least 0; 0 = nobody knows
 * @param ageSeconds how long it was going on when this was written, at least 0
 * @param progress share that was made then, 0..1; 0 = nobody knows
 */
public record Flight(
    String owner,
    String id,
    String address,
    String token,
    boolean batch,
    EncodingSpeed speed,
    double mediaSeconds,
    double predictedSeconds,
    double ageSeconds,
    double progress) {
  /** By how much a new making has to be faster: predictions err, and it would crowd the farm. */
  private static final double MARGIN = 2;

  /** A making that was begun just now is never left. */
  private static final double SLACK_SECONDS = 2;

  /** Of what has hardly begun, nobody can tell from its progress how long it takes. */
  private static final double TELLING = 0.02;

  public Flight {
    boolean times = mediaSeconds >= 0 && predictedSeconds >= 0 && ageSeconds >= 0;
    if (!times || !(progress >= 0 && progress <= 1)) {
      throw new IllegalArgumentException(
          "flight: media "
              + mediaSeconds
              + " s, predicted "
              + predictedSeconds
              + " s, age "
              + ageSeconds
              + " s, progress "
              + progress
              + " (expected: >= 0, progress 0..1)");
    }
  }

  /** The same as others see it: who owns it, and where and with what they get it. */
  public Flight ownedBy(String name, String where, String shown) {
    return new Flight(
        name, id, where, shown, batch, speed, mediaSeconds, predictedSeconds, ageSeconds, progress);
  }

  /** The same some time later. */
  public Flight at(double seconds, double share) {
    return new Flight(
        owner, id, address, token, batch, speed, mediaSeconds, predictedSeconds, seconds, share);
  }

  /**
   * Whether who wants it for that reason gets what he wants: only speculation wants more than that
   * there is one.
   *
   * @param effort how much the encoder is to spend
   */
  public boolean serves(TaskKind wanted, EncodingSpeed effort) {
    return wanted != TaskKind.SPECULATIVE || !effort.isBetterThan(speed);
  }

  /**
   * Whether who makes it anew is expected to be done sooner. Whoever plays what comes before it is
   * played waits for nothing.
   *
   * @param anewSeconds how long a new making is predicted to take, above 0; 0 = nobody knows
   */
  public boolean isSlowerThan(double anewSeconds) {
    return anewSeconds > 0
        && !isAheadOfPlayers()
        && secondsLeft() > anewSeconds * MARGIN + SLACK_SECONDS;
  }

  /** Whether all of it is expected in that time, as far as anybody knows. */
  public boolean isDoneWithin(double seconds) {
    return secondsLeft() <= seconds;
  }

  /** Whether who begins to play it now is kept waiting for a part of it. */
  public boolean keepsPlayersWaiting() {
    return !isAheadOfPlayers() && secondsLeft() > SLACK_SECONDS;
  }

  /** What is made evenly is nowhere late that is not late at its end. */
  private boolean isAheadOfPlayers() {
    boolean foreseen = progress >= TELLING || ageSeconds < predictedSeconds;
    return foreseen && secondsLeft() <= mediaSeconds;
  }

  /** How long it takes to its end; one that is overdue, as long as it is overdue. */
  private double secondsLeft() {
    if (progress >= TELLING) {
      return ageSeconds * (1 - progress) / progress;
    }
    if (predictedSeconds == 0) {
      return 0;
    }
    return Math.abs(predictedSeconds - ageSeconds);
  }
}
