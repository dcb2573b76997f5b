package io.mediarouter.schedule;

import io.mediarouter.farm.ServerLoad;
import io.mediarouter.farm.ServerView;
import io.mediarouter.farm.Work;
import java.util.List;

/**
 * The use of a transcoding server.
 *
 * @param serverId which
 * @param capacityCores cores it has, above 0
 * @param otherCores cores that all but batch work keep busy, at least 0
 * @param takesWork whether it takes new work and its load is known
 * @param batch the batch work that runs there
 */
public record ServerUse(
    String serverId,
    double capacityCores,
    double otherCores,
    boolean takesWork,
    List<BatchWork> batch) {

  public ServerUse {
    if (!(capacityCores > 0) || !(otherCores >= 0)) {
      throw new IllegalArgumentException(
          "use: " + otherCores + " of " + capacityCores + " cores (expected: >= 0, > 0)");
    }
    batch = List.copyOf(batch);
  }

  /**
   * The use of {@code view}'s server. What the load holds beyond the batch work is on-demand
   * traffic, and others than these proxies.
   *
   * @param work what batch work would have it do
   * @param load as the server load monitor has it
   * @param batch those of the server's tasks that are batch work
   */
  public static ServerUse of(ServerView view, Work work, ServerLoad load, List<BatchWork> batch) {
    return new ServerUse(
        view.server().id(),
        view.server().capacityCores(),
        Math.max(0, load.cores() - cores(batch)),
        view.accepts(work) && load.known() && view.hasSession(),
        batch);
  }

  private static double cores(List<BatchWork> batch) {
    return batch.stream().mapToDouble(BatchWork::demandCores).sum();
  }

  double batchCores() {
    return cores(batch);
  }

  /** What batch work may have of it; of a server that is not to be touched, what it has. */
  double allowedCores(double keptFree) {
    return takesWork ? Math.max(0, (1 - keptFree) * capacityCores - otherCores) : batchCores();
  }
}
