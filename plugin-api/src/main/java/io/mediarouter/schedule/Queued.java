package io.mediarouter.schedule;

import java.util.Set;

/**
 * A rendition in the queue, with what it needs.
 *
 * @param order its turn
 * @param rest what it rests after setbacks; {@link BackoffState#NONE} = nothing
 * @param demandCores cores it is predicted to keep busy, above 0
 * @param ableServers the transcoding servers that can make its form, busy or not
 */
public record Queued(
    WorkItem order, BackoffState rest, double demandCores, Set<String> ableServers) {
  public Queued {
    if (!(demandCores > 0)) {
      throw new IllegalArgumentException("demand: " + demandCores + " cores (expected: > 0)");
    }
    ableServers = Set.copyOf(ableServers);
  }
}
