package io.mediarouter.vertx.roster;

import io.mediarouter.farm.Occupancy;
import java.util.Collection;

/**
 * The things that a server on its way out of use still waits for, in all proxies.
 *
 * @param tasks transcodes that run there
 * @param work calls that are no deliveries, those of the transcodes included
 * @param deliveries what is being delivered from it
 * @param copies renditions that only it holds; {@link Occupancy#UNKNOWN} = not counted yet
 * @param proxies how many proxies have not said yet that they know
 */
public record Waits(int tasks, int work, int deliveries, int copies, int proxies) {
  static Waits of(int tasks, Collection<Occupancy> told, int proxies) {
    return new Waits(
        tasks,
        told.stream().mapToInt(Occupancy::work).sum(),
        told.stream().mapToInt(Occupancy::deliveries).sum(),
        told.stream().mapToInt(Occupancy::copies).max().orElse(Occupancy.UNKNOWN),
        proxies);
  }

  /** Whether nothing runs there, and all know that nothing may begin. */
  boolean isQuiet() {
    return tasks == 0 && work == 0 && proxies == 0;
  }

  /** Whether nothing is under way there at all. */
  boolean isLeft() {
    return isQuiet() && deliveries == 0;
  }
}
