package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.Prediction;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.schedule.WorkItem;
import io.mediarouter.schedule.WorkKind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The queue of what is to be done with the jobs of a moment, as one proxy sees it. Immutable and
 * pure.
 */
final class WorkQueue {
  private static final Comparator<BatchJob> OLDEST_FIRST =
      Comparator.comparing(BatchJob::submittedAt).thenComparing(BatchJob::id);

  private final Collection<BatchJob> jobs;
  private final String self;
  private final Instant now;

  WorkQueue(Collection<BatchJob> jobs, String self, Instant now) {
    this.jobs = jobs;
    this.self = self;
    this.now = now;
  }

  /** Quality for who ordered it; what stands in for demand is made as its predictor says. */
  static EncodingSpeed speed(BatchJob job) {
    Prediction prediction = job.terms().prediction();
    return prediction == null ? EncodingSpeed.SLOW : prediction.speed();
  }

  /** Why a job is worked on. */
  static WorkKind kind(BatchJob job) {
    return job.isSpeculative() ? WorkKind.SPECULATIVE : WorkKind.ORDERED;
  }

  /** The turn of a job's rendition. */
  static WorkItem order(BatchJob job, int index) {
    return new WorkItem(
        job.id(),
        index,
        kind(job),
        job.priority(),
        job.standing().bumpedAt(),
        job.terms().deadline(),
        Objects.requireNonNullElse(job.terms().notBefore(), Instant.EPOCH),
        job.submittedAt(),
        0);
  }

  /** The newest first. */
  static Comparator<BatchJob> newestFirst() {
    return OLDEST_FIRST.reversed();
  }

  /** The renditions that wait and are due, in no particular order, whoever has their jobs. */
  List<TaskRef> waiting() {
    return jobs.stream()
        .filter(job -> job.isDue(now))
        .flatMap(job -> inState(job, JobState.QUEUED))
        .toList();
  }

  /** Renditions that are marked as running here, running or not. */
  List<TaskRef> markedRunningHere() {
    return jobs.stream()
        .filter(job -> self.equals(job.owner()))
        .flatMap(job -> inState(job, JobState.RUNNING))
        .toList();
  }

  private static Stream<TaskRef> inState(BatchJob job, JobState state) {
    return IntStream.range(0, job.tasks().size())
        .filter(index -> job.tasks().get(index).state() == state)
        .mapToObj(index -> new TaskRef(job.id(), index));
  }

  /** The names of all jobs. */
  Set<String> ids() {
    return jobs.stream().map(BatchJob::id).collect(Collectors.toUnmodifiableSet());
  }

  /** Unfinished jobs of this proxy. */
  List<String> owned() {
    return jobs.stream().filter(job -> self.equals(job.owner())).map(BatchJob::id).toList();
  }

  /** Jobs that are to be given up because of their deadline. */
  List<String> late() {
    return jobs.stream().filter(job -> job.isDropped(now)).map(BatchJob::id).toList();
  }

  /** Jobs whose owner is not a member any more. */
  List<String> orphans(Set<String> members) {
    return jobs.stream()
        .filter(job -> job.owner() != null && !members.contains(job.owner()))
        .map(BatchJob::id)
        .toList();
  }

  /** Finished jobs beyond the newest {@code kept}. */
  List<String> surplus(int kept) {
    return jobs.stream()
        .filter(job -> job.state().isFinal())
        .sorted(newestFirst())
        .skip(kept)
        .map(BatchJob::id)
        .toList();
  }
}
