package io.mediarouter.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rhythm of a player, as far as it is known by the segments that it asks for: who got segment n
 * at a time and plays needs n+1 a segment's length later, whatever it does with its buffer.
 * Immutable.
 *
 * @param anchor the segment from which times count
 * @param due when that one is needed
 * @param asked the one that was asked for last
 * @param watched how many were asked for in a row before that
 * @param segment how long one is
 * @param askedAt when it asked last
 * @param hurries whether it asks faster than it plays, as one does that fills its buffer
 */
public record PlayerRhythm(
    int anchor,
    Instant due,
    int asked,
    int watched,
    Duration segment,
    Instant askedAt,
    boolean hurries) {
  /** A player that skips so many has been given them by another, or has them in its buffer. */
  private static final int SKIPPED = 3;

  /** The rhythm of a player that asks for its first segment. */
  public static PlayerRhythm begin(
      int first, Instant now, @Nullable Duration patience, Duration segment) {
    return new PlayerRhythm(first, after(now, patience), first, 0, segment, now, true);
  }

  private static Instant after(Instant now, @Nullable Duration patience) {
    return patience == null ? now : now.plus(patience);
  }

  /**
   * The rhythm after the player has asked for a segment. One that is not the next one, nor near it,
   * is a seek.
   *
   * @param patience how long it says that it can wait; null = it does not say
   */
  public PlayerRhythm asks(int wanted, Instant now, @Nullable Duration patience) {
    if (!mayAskFor(wanted)) {
      return begin(wanted, now, patience, segment);
    }
    int more = watched + (wanted > asked ? 1 : 0);
    boolean hurry =
        wanted > asked
            ? Duration.between(askedAt, now).compareTo(segment.dividedBy(2)) < 0
            : hurries;
    // A player that asks later than a segment is needed has stood still.
    boolean late = dueOf(wanted).isBefore(now);
    return patience != null || late
        ? new PlayerRhythm(wanted, after(now, patience), wanted, more, segment, now, hurry)
        : new PlayerRhythm(anchor, due, wanted, more, segment, now, hurry);
  }

  /**
   * Whether the player may be the one that asks for a segment: the last one again, or one of the
   * next, since others may have gone to another proxy.
   */
  public boolean mayAskFor(int wanted) {
    return wanted >= asked && wanted <= asked + SKIPPED;
  }

  /** How long it had something to play when it asked last; empty: it had nothing. */
  public Optional<Duration> left() {
    Duration left = Duration.between(askedAt, dueOf(asked));
    return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
  }

  /** When a segment has to be there, or the player stands still. */
  public Instant dueOf(int number) {
    return due.plus(segment.multipliedBy((long) number - anchor));
  }

  /** Whether it has left, or pauses: it should have asked twice since. */
  public boolean isSilent(Instant now) {
    return now.isAfter(dueOf(asked + 1).plus(segment.multipliedBy(2)));
  }
}
