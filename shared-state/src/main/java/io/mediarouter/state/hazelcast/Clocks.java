package io.mediarouter.state.hazelcast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The estimate of how far the other members' clocks are from this one's, by what their messages say
 * of the moment in which they were sent. Reads no clock. Safe for use by many threads.
 *
 * <p>A message is never there before it was sent: so the least difference between its arrival here
 * and its sending there, of the messages of the last {@value #PERIOD} to twice as many beats, is
 * the clocks' difference and the network's least delay. A clock that is set anew is noticed as
 * soon.
 */
final class Clocks {
  /** Clocks that differ by more than this are told of. */
  static final Duration ODD = Duration.ofSeconds(1);

  /** Differences up to this are left alone: no rule depends on them, and delays look like them. */
  static final Duration LEAST = Duration.ofMillis(250);

  private static final int PERIOD = 5;
  private static final int JUDGED_AFTER = 2;

  /**
   * Members of which it is known, those that are gone included: what they wrote may outlive them.
   */
  private static final int MOST = 1_000;

  private static final float LOAD_FACTOR = 0.75f;

  private final Map<String, Reading> readings = new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private long beats;

  /**
   * A clock that differs from this one's.
   *
   * @param owner the member's name
   * @param ahead by how much it is ahead; negative = behind
   */
  record Skew(String owner, Duration ahead) {}

  private static final class Reading {
    private Duration least;
    private @Nullable Duration leastBefore;
    private boolean heard = true;
    private Duration correction = Duration.ZERO;
    private int beats;
    private int told;

    Reading(Duration first) {
      least = first;
    }

    Duration behind() {
      return leastBefore == null || least.compareTo(leastBefore) < 0 ? least : leastBefore;
    }

    void note(Duration difference) {
      least = heard && least.compareTo(difference) < 0 ? least : difference;
      heard = true;
    }

    /** One that has said nothing since keeps what is known of it. */
    void beginPeriod() {
      if (heard) {
        leastBefore = least;
        heard = false;
      }
    }

    /** Follows the difference in steps, so that it does not change with every message's delay. */
    boolean correct() {
      Duration before = correction;
      if (behind().abs().compareTo(LEAST.dividedBy(2)) <= 0) {
        correction = Duration.ZERO;
      } else if (behind().minus(correction).abs().compareTo(LEAST) > 0) {
        correction = behind().abs().compareTo(LEAST) > 0 ? behind() : Duration.ZERO;
      }
      return !correction.equals(before);
    }

    /** Whether its direction has become odd, or another one; one that wavers is told of once. */
    boolean isNewlyOdd() {
      Duration off = behind().abs();
      int direction = off.compareTo(ODD) > 0 ? (behind().isNegative() ? 1 : -1) : 0;
      boolean fine = off.compareTo(ODD.dividedBy(2)) < 0;
      boolean news = direction != 0 && direction != told;
      told = news ? direction : fine ? 0 : told;
      return news;
    }
  }

  /**
   * Notes that a message has come.
   *
   * @param sent when, by its owner's clock
   * @param received when, by this one's
   * @return whether moments that its owner told before are read differently from now on
   */
  synchronized boolean note(String owner, Instant sent, Instant received) {
    Duration difference = Duration.between(sent, received);
    Reading known = readings.get(owner);
    if (known == null) {
      var first = new Reading(difference);
      first.correct();
      makeRoom();
      readings.put(owner, first);
      return false;
    }
    known.note(difference);
    return known.correct();
  }

  private void makeRoom() {
    if (readings.size() >= MOST) {
      readings.remove(readings.keySet().iterator().next());
    }
  }

  /** What is to be added to an owner's moments so that they are moments of this clock. */
  synchronized Duration correction(String owner) {
    Reading reading = readings.get(owner);
    return reading == null ? Duration.ZERO : reading.correction;
  }

  /** Counts one more beat; returns what is to be told of the clocks of these. */
  synchronized List<Skew> beat(Set<String> present) {
    beats++;
    var odd = new ArrayList<Skew>();
    readings.forEach(
        (owner, reading) -> {
          reading.beats++;
          boolean judged = present.contains(owner) && reading.beats >= JUDGED_AFTER;
          if (judged && reading.isNewlyOdd()) {
            odd.add(new Skew(owner, reading.behind().negated()));
          }
          if (beats % PERIOD == 0) {
            reading.beginPeriod();
          }
        });
    return odd;
  }

  /** By how much the clocks of these are ahead of this one; negative = behind. */
  synchronized Map<String, Duration> ahead(Set<String> present) {
    var ahead = new HashMap<String, Duration>();
    readings.forEach(
        (owner, reading) -> {
          if (present.contains(owner)) {
            ahead.put(owner, reading.behind().negated());
          }
        });
    return Map.copyOf(ahead);
  }
}
