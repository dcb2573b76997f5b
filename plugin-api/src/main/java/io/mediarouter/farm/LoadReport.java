package io.mediarouter.farm;

import java.time.Instant;

/**
 * What a server last said of its own load.
 *
 * @param serverId which server
 * @param coresInUse cores its tasks keep busy, at least 0; may exceed its capacity
 * @param at when it was received
 */
public record LoadReport(String serverId, double coresInUse, Instant at) {
  public LoadReport {
    if (!(coresInUse >= 0) || Double.isInfinite(coresInUse)) {
      throw new IllegalArgumentException("coresInUse: " + coresInUse + " (expected: >= 0, finite)");
    }
  }
}
