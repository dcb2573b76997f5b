package io.mediarouter.vertx.transcode;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.HistoryTable;
import io.vertx.core.http.HttpClientResponse;
import java.time.InstantSource;

/**
 * The writer of the history: what each finished task has cost, as its server measured it or as its
 * time tells.
 */
final class CostRecorder {
  private static final double SHORTEST_SECONDS = 0.001;

  private final HistoryTable history;
  private final FarmLearner learner;
  private final InstantSource clock;

  CostRecorder(HistoryTable history, FarmLearner learner, InstantSource clock) {
    this.history = history;
    this.learner = learner;
    this.clock = clock;
  }

  void record(Transcode transcode, HttpClientResponse response, double wallSeconds) {
    learner.ended(transcode.id(), true, clock.instant());
    TranscodeOrder order = transcode.order();
    var task = new Task(order.asset(), order.entry().source(), order.rendition(), order.speed());
    double wall = Math.max(SHORTEST_SECONDS, wallSeconds);
    var cost = TaskCost.of(response);
    double cpu = cost.map(TaskCost::cpuSeconds).orElse(wall * demand(transcode));
    history.append(
        new TaskRecord(transcode.serverId(), task, cpu, wall, cost.isPresent(), clock.instant()));
  }

  private static double demand(Transcode transcode) {
    return transcode.order().candidates().stream()
        .filter(candidate -> candidate.server().id().equals(transcode.serverId()))
        .mapToDouble(candidate -> candidate.estimate().demandCores())
        .findFirst()
        .orElse(1);
  }
}
