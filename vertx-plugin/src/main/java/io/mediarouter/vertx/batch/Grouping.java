package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.request.Priority;
import io.mediarouter.schedule.WorkKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The renditions of a queue as they may share decodes, in turn. For one use by one thread. */
final class Grouping {
  private record Source(AssetId asset, WorkKind kind, EncodingSpeed speed, Priority priority) {}

  private final int together;
  private final Map<Source, List<TaskRef>> open = new HashMap<>();
  private final List<List<TaskRef>> groups = new ArrayList<>();

  /** Nothing yet, and at most so many in each group. */
  Grouping(int together) {
    this.together = together;
  }

  /** Adds the next in turn. */
  void add(BatchJob job, TaskRef task) {
    if (job.tasks().get(task.index()).problem() != null) {
      groups.add(List.of(task));
      return;
    }
    var source = new Source(job.asset(), WorkQueue.kind(job), WorkQueue.speed(job), job.priority());
    List<TaskRef> group = open.get(source);
    if (group == null || group.size() == together) {
      group = new ArrayList<>();
      open.put(source, group);
      groups.add(group);
    }
    group.add(task);
  }

  List<List<TaskRef>> groups() {
    return groups;
  }
}
