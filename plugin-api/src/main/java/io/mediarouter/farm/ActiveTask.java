package io.mediarouter.farm;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import java.time.Instant;

/**
 * A transcode that runs, or has just been assigned, on a server: at once the reservation of its
 * predicted load.
 *
 * @param id unique in the cluster
 * @param serverId where it runs
 * @param kind why it runs
 * @param asset its source
 * @param renditionKey canonical key of what it makes
 * @param priority how urgent it is
 * @param demandCores cores it is predicted to keep busy, at least 0
 * @param workCoreSeconds work it is predicted to be in all, core-seconds
 * @param startedAt when it was assigned
 * @param progress share that is done, 0..1
 * @param delivering whether a client has been sent a byte of it
 * @param client for whom it was begun, as far as clients are told apart; empty = nobody in
 *     particular
 */
public record ActiveTask(
    String id,
    String serverId,
    TaskKind kind,
    AssetId asset,
    String renditionKey,
    Priority priority,
    double demandCores,
    double workCoreSeconds,
    Instant startedAt,
    double progress,
    boolean delivering,
    String client) {

  public ActiveTask {
    if (!(demandCores >= 0) || !(workCoreSeconds >= 0) || !(progress >= 0 && progress <= 1)) {
      throw new IllegalArgumentException(
          "task: demand "
              + demandCores
              + ", work "
              + workCoreSeconds
              + ", progress "
              + progress
              + " (expected: >= 0, >= 0, 0..1)");
    }
  }

  /** A task for nobody in particular. */
  public ActiveTask(
      String id,
      String serverId,
      TaskKind kind,
      AssetId asset,
      String renditionKey,
      Priority priority,
      double demandCores,
      double workCoreSeconds,
      Instant startedAt,
      double progress,
      boolean delivering) {
    this(
        id,
        serverId,
        kind,
        asset,
        renditionKey,
        priority,
        demandCores,
        workCoreSeconds,
        startedAt,
        progress,
        delivering,
        "");
  }

  /** This task further on. */
  public ActiveTask at(double newProgress, boolean nowDelivering) {
    return new ActiveTask(
        id,
        serverId,
        kind,
        asset,
        renditionKey,
        priority,
        demandCores,
        workCoreSeconds,
        startedAt,
        newProgress,
        nowDelivering,
        client);
  }

  /** This task for whoever waits for it now. */
  public ActiveTask waitedForBy(TaskKind newKind, Priority newPriority) {
    return new ActiveTask(
        id,
        serverId,
        newKind,
        asset,
        renditionKey,
        newPriority,
        demandCores,
        workCoreSeconds,
        startedAt,
        progress,
        delivering,
        client);
  }
}
