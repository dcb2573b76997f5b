package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.schedule.WaitReason;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of renditions of batch jobs that are queued and running in the cluster. Immutable.
 *
 * @param queued renditions that wait, by the reason
 * @param running renditions that are being made
 */
public record BatchCounts(Map<String, Integer> queued, int running) {
  /** The reason of what waits for something that is no {@link WaitReason}, as for its server. */
  public static final String OTHER = "other";

  public BatchCounts {
    queued = Map.copyOf(queued);
  }

  static BatchCounts of(Collection<BatchJob> jobs) {
    var queued = new TreeMap<String, Integer>();
    int running = 0;
    for (BatchJob job : jobs) {
      for (BatchTask task : job.tasks()) {
        if (task.state() == JobState.QUEUED) {
          queued.merge(reason(task), 1, Integer::sum);
        }
        running += task.state() == JobState.RUNNING ? 1 : 0;
      }
    }
    return new BatchCounts(queued, running);
  }

  /** What nobody has looked at yet waits for its turn. */
  private static String reason(BatchTask task) {
    String waits = task.detail().waits();
    return waits == null
        ? WaitReason.NOT_ITS_TURN.token()
        : WaitReason.of(waits).map(WaitReason::token).orElse(OTHER);
  }

  /** How many wait for that reason: a {@link WaitReason#token} or {@link #OTHER}. */
  public int queued(String reason) {
    return queued.getOrDefault(reason, 0);
  }
}
