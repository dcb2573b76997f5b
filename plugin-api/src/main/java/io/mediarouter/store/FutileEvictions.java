package io.mediarouter.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers of which servers files had to go that they refused others, and whether that helped. One
 * that goes on refusing is emptied more and more seldom: what it lacks may not be room, and what
 * lies there can still be delivered. Safe for use by many threads.
 */
public final class FutileEvictions {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 10;

  private record Course(int times, long taken, Instant last) {
    Instant pausesUntil() {
      return last.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS)));
    }
  }

  private final Map<String, Course> courses = new HashMap<>();

  /**
   * Whether more has to go that a server may take what it refuses.
   *
   * @param taken how many files it has taken so far that were as large as one that it had refused
   */
  public synchronized boolean mayHelp(String serverId, long taken, Instant now) {
    Course course = courses.get(serverId);
    return course == null || course.taken() != taken || !now.isBefore(course.pausesUntil());
  }

  /**
   * Learns that files go from a server that refuses others.
   *
   * @return how often that was so in a row without any use
   */
  public synchronized int evicted(String serverId, long taken, Instant now) {
    return courses
        .compute(
            serverId,
            (id, last) ->
                new Course(
                    last == null || last.taken() != taken ? 1 : last.times() + 1, taken, now))
        .times();
  }
}
