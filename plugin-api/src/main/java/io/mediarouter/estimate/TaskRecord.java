package io.mediarouter.estimate;

import io.mediarouter.media.AssetId;
import java.time.Instant;

/**
 * A finished task with its measured load: what the estimator learns from.
 *
 * @param serverId where it ran
 * @param task what it was
 * @param cpuSeconds work it really was, core-seconds, above 0
 * @param wallSeconds how long it ran, seconds, above 0
 * @param measured whether the server measured the cost; otherwise it was told from time and load
 * @param finishedAt when it finished
 */
public record TaskRecord(
    String serverId,
    Task task,
    double cpuSeconds,
    double wallSeconds,
    boolean measured,
    Instant finishedAt) {

  public TaskRecord {
    if (!(cpuSeconds > 0) || !(wallSeconds > 0)) {
      throw new IllegalArgumentException(
          "record: cpu " + cpuSeconds + " s, wall " + wallSeconds + " s (expected: both > 0)");
    }
  }

  /** Whose source was read. */
  public AssetId asset() {
    return task.asset();
  }
}
