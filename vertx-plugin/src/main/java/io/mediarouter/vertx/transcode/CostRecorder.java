package io.mediarouter.vertx.transcode;

import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.orca.MalformedReportException;
import io.mediarouter.select.FarmLearner;
import io.mediarouter.state.HistoryTable;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.load.LoadReporter;
import io.mediarouter.vertx.load.OrcaField;
import io.vertx.core.http.HttpClientResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writer of the history: what each finished task has cost, as its server measured it or as its
 * time tells.
 */
final class CostRecorder {
  private static final double SHORTEST_SECONDS = 0.001;

  private final HistoryTable history;
  private final Farm farm;
  private final LoadReporter loads;
  private final FarmLearner learner;
  private final InstantSource clock;

  CostRecorder(
      HistoryTable history,
      Farm farm,
      LoadReporter loads,
      FarmLearner learner,
      InstantSource clock) {
    this.history = history;
    this.farm = farm;
    this.loads = loads;
    this.learner = learner;
    this.clock = clock;
  }

  void record(Transcode transcode, HttpClientResponse response, double wallSeconds) {
    tellLoad(transcode.serverId(), response);
    learner.ended(transcode.taskId(), true, clock.instant());
    TranscodeOrder order = transcode.order();
    Task task = task(order, order.rendition(), transcode.serverId());
    double wall = Math.max(SHORTEST_SECONDS, wallSeconds);
    var cost = TaskCost.of(response);
    double cpu = cost.map(TaskCost::cpuSeconds).orElse(wall * demand(transcode));
    history.append(
        new TaskRecord(transcode.serverId(), task, cpu, wall, cost.isPresent(), clock.instant()));
  }

  /** The same of a run, whose segments are one piece of the source. */
  void record(SegmentRun run, Decode decode, HttpClientResponse response, double wallSeconds) {
    tellLoad(decode.serverId(), response);
    TranscodeOrder order = decode.order();
    Task task = task(order, run.whole(decode), decode.serverId());
    double wall = Math.max(SHORTEST_SECONDS, wallSeconds);
    TaskCost.of(response)
        .ifPresent(
            cost ->
                history.append(
                    new TaskRecord(
                        decode.serverId(), task, cost.cpuSeconds(), wall, true, clock.instant())));
  }

  /** As its server does it, which copies without any encoder. */
  private Task task(TranscodeOrder order, Rendition made, String serverId) {
    var task = new Task(order.asset(), order.entry().source(), made, order.speed());
    return order.speed() == EncodingSpeed.COPY
        ? task
        : task.by(
            farm.find(serverId)
                .map(at -> at.server().capabilities().hardwareFor(made))
                .orElse(null));
  }

  /** Takes what the end of a server's response tells of its load. */
  void tellLoad(String serverId, HttpClientResponse response) {
    farm.find(serverId)
        .ifPresent(at -> loads.acceptInBand(at.server(), response.getTrailer(OrcaField.NAME)));
  }

  private static double demand(Transcode transcode) {
    return transcode.order().candidates().stream()
        .filter(candidate -> candidate.server().id().equals(transcode.serverId()))
        .mapToDouble(candidate -> candidate.estimate().demandCores())
        .findFirst()
        .orElse(1);
  }

  /**
   * What a transcoding server says a finished task has cost, in the trailer {@code
   * endpoint-load-metrics} (ORCA).
   *
   * @param cpuSeconds core-seconds, above 0
   */
  private record TaskCost(double cpuSeconds) {
    private static final String CPU_SECONDS = "request_cost.cpu_seconds";

    /**
     * The cost in the trailers of a response that has ended; empty where none, or none usable,
     * came.
     */
    static Optional<TaskCost> of(HttpClientResponse response) {
      return parse(response.getTrailer(OrcaField.NAME));
    }

    static Optional<TaskCost> parse(@Nullable String report) {
      if (report == null) {
        return Optional.empty();
      }
      try {
        double seconds = OrcaField.parse(report).value(CPU_SECONDS).orElse(0);
        return seconds > 0 ? Optional.of(new TaskCost(seconds)) : Optional.empty();
      } catch (MalformedReportException malformed) {
        return Optional.empty();
      }
    }
  }
}
