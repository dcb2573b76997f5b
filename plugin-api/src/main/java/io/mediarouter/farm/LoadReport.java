package io.mediarouter.farm;

import java.time.Instant;

/**
 * A server's last report of its own load.
 *
 * @param serverId which server
 * @param coresInUse cores its tasks keep busy, at least 0; may exceed its capacity
 * @param at when it was received
 * @param sessionsInUse tasks that it runs, those of others included; 0 where it does not tell
 * @param sessions most tasks that it runs at a time; 0 where it does not tell
 */
public record LoadReport(
    String serverId, double coresInUse, Instant at, int sessionsInUse, int sessions) {
  /** A report that says nothing of sessions. */
  public LoadReport(String serverId, double coresInUse, Instant at) {
    this(serverId, coresInUse, at, 0, 0);
  }

  public LoadReport {
    if (!(coresInUse >= 0) || Double.isInfinite(coresInUse)) {
      throw new IllegalArgumentException("coresInUse: " + coresInUse + " (expected: >= 0, finite)");
    }
  }
}
