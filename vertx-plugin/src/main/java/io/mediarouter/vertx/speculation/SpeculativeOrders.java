package io.mediarouter.vertx.speculation;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Prediction;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.request.Priority;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.vertx.batch.BatchJobs;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The jobs that speculation has in the queue of batch work. */
final class SpeculativeOrders {
  private final SpeculationParts parts;
  private final BatchJobs jobs;

  SpeculativeOrders(SpeculationParts parts) {
    this.parts = parts;
    this.jobs = parts.jobs();
  }

  /** Jobs of this kind that are not finished, of all proxies. */
  List<BatchJob> unfinished() {
    return jobs.newestFirst().stream()
        .filter(job -> job.isSpeculative() && !job.state().isFinal())
        .toList();
  }

  /** Whether something waits that somebody has ordered. */
  boolean isOrderWaiting() {
    var now = parts.clock().instant();
    return jobs.newestFirst().stream()
        .anyMatch(job -> !job.isSpeculative() && job.isDue(now) && hasWaitingTask(job));
  }

  private static boolean hasWaitingTask(BatchJob job) {
    return job.tasks().stream().anyMatch(task -> task.state() == JobState.QUEUED);
  }

  /** Demand is back: nothing that was proposed before still holds. */
  Future<Void> callOff() {
    List<Future<?>> calledOff = new ArrayList<>();
    unfinished().forEach(job -> calledOff.add(jobs.cancel(job.id())));
    return Future.join(calledOff).mapEmpty();
  }

  /** Has a proposal made. */
  Future<BatchJob> order(Proposal proposal) {
    return jobs.submit(job(proposal));
  }

  private BatchJob job(Proposal proposal) {
    Prediction prediction = proposal.prediction();
    Rendition rendition = proposal.target().rendition();
    return new BatchJob(
        parts.names().get(),
        proposal.target().asset(),
        List.of(BatchTask.queued(RenditionQuery.of(rendition), RenditionQuery.request(rendition))),
        Priority.BACKGROUND,
        JobTerms.speculative(prediction),
        parts.clock().instant(),
        JobStanding.NEW,
        null);
  }
}
