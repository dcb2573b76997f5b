package io.mediarouter.health;

import io.mediarouter.farm.Work;
import java.time.Duration;
import java.time.Instant;

/**
 * The proxies' agreement not to send a server some work for a while.
 *
 * @param serverId which server
 * @param work which work
 * @param at when it was agreed
 * @param until when it ends, after {@code at}
 * @param times how often in a row, at least 1
 */
public record Ejection(String serverId, Work work, Instant at, Instant until, int times) {
  public Ejection {
    if (!until.isAfter(at) || times < 1) {
      throw new IllegalArgumentException(
          "ejection: " + at + " to " + until + ", times " + times + " (expected: some time, >= 1)");
    }
  }

  /** The name of the row of one work of one server. */
  public static String key(String serverId, Work work) {
    return serverId + '/' + work.token();
  }

  /** The name of its row. */
  public String key() {
    return key(serverId, work);
  }

  /** Whether it holds. */
  public boolean holds(Instant now) {
    return now.isBefore(until);
  }

  /** This one called off. */
  public Ejection endedAt(Instant now) {
    Instant end = now.isAfter(at) ? now : at.plus(Duration.ofMillis(1));
    return end.isBefore(until) ? new Ejection(serverId, work, at, end, 1) : this;
  }
}
