package io.mediarouter.schedule;

import java.util.List;
import java.util.Map;

/**
 * The schedule of what is to be done with a queue now.
 *
 * @param starts what begins now, in turn
 * @param waits what everything else waits for
 */
public record Schedule(List<Start> starts, Map<WorkItem, Wait> waits) {
  /**
   * A rendition that begins now.
   *
   * @param order which
   * @param serverId the server that has room for it
   */
  public record Start(WorkItem order, String serverId) {}

  public Schedule {
    starts = List.copyOf(starts);
    waits = Map.copyOf(waits);
  }
}
