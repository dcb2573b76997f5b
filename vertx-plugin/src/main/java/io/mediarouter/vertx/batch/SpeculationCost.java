package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.Prediction;
import io.mediarouter.estimate.TaskEstimate;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.select.Candidate;
import io.mediarouter.vertx.transcode.Transcode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cost of a speculative transcode: as its server measured it, or as it was predicted where
 * there is no such record.
 */
final class SpeculationCost {
  private final BatchParts parts;
  private final Transcode transcode;
  private final Prediction prediction;
  private final Instant begunAt;

  /** The cost of {@code transcode}; empty where somebody ordered what it makes. */
  static Optional<SpeculationCost> of(BatchParts parts, Transcode transcode, BatchJob job) {
    return Optional.ofNullable(job.terms().prediction())
        .map(prediction -> new SpeculationCost(parts, transcode, prediction));
  }

  private SpeculationCost(BatchParts parts, Transcode transcode, Prediction prediction) {
    this.parts = parts;
    this.transcode = transcode;
    this.prediction = prediction;
    this.begunAt = parts.clock().instant();
  }

  /** Enters it into the books. */
  void book(boolean made) {
    var order = transcode.order();
    if (made) {
      parts.books().made(order.entry(), order.rendition(), prediction, measured());
    } else {
      parts.books().inVain(prediction, lost());
    }
  }

  private double measured() {
    List<TaskRecord> records = parts.state().history().records();
    for (int i = records.size() - 1; i >= 0 && !isBefore(records.get(i)); i--) {
      if (isOurs(records.get(i))) {
        return records.get(i).cpuSeconds();
      }
    }
    return predicted().estimate().workCoreSeconds();
  }

  private boolean isBefore(TaskRecord record) {
    return record.finishedAt().isBefore(begunAt);
  }

  private boolean isOurs(TaskRecord record) {
    return record.asset().equals(transcode.order().asset())
        && record.task().rendition().equals(transcode.order().rendition())
        && record.serverId().equals(transcode.serverId());
  }

  /** The time that it had its cores for, and never more than all of its work. */
  private double lost() {
    double seconds = Duration.between(begunAt, parts.clock().instant()).toMillis() / 1000.0;
    TaskEstimate estimate = predicted().estimate();
    return Math.min(estimate.workCoreSeconds(), Math.max(0, seconds) * estimate.demandCores());
  }

  private Candidate predicted() {
    List<Candidate> candidates = transcode.order().candidates();
    return candidates.stream()
        .filter(each -> each.server().id().equals(transcode.serverId()))
        .findFirst()
        .orElse(candidates.get(0));
  }
}
