package io.mediarouter.health;

import io.mediarouter.farm.Work;
import java.time.Instant;

/**
 * One proxy's vote that a server is ill: its circuit breaker refuses the server some work. There
 * while it does.
 *
 * @param serverId which server
 * @param work which work
 * @param since when the breaker began to refuse it
 */
public record HealthVote(String serverId, Work work, Instant since) {
  /** The name of the row in which it is told. */
  public String key() {
    return Ejection.key(serverId, work);
  }
}
