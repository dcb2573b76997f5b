package io.mediarouter.batch;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An order to make renditions of an asset that nobody waits for.
 *
 * @param id unique in the cluster
 * @param asset its source
 * @param tasks the renditions, at least one
 * @param priority how urgent it is among batch work
 * @param terms what else was ordered
 * @param submittedAt when it was accepted
 * @param standing what has become of it
 * @param owner the member that runs it; null = none does
 */
public record BatchJob(
    String id,
    AssetId asset,
    List<BatchTask> tasks,
    Priority priority,
    JobTerms terms,
    Instant submittedAt,
    JobStanding standing,
    @Nullable String owner) {

  public BatchJob {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("job: no renditions (expected: at least one)");
    }
    tasks = List.copyOf(tasks);
  }

  /** A job without terms that is new, or in the hands of {@code owner}. */
  public BatchJob(
      String id,
      AssetId asset,
      List<BatchTask> tasks,
      Priority priority,
      Instant submittedAt,
      @Nullable String owner) {
    this(id, asset, tasks, priority, JobTerms.NONE, submittedAt, JobStanding.NEW, owner);
  }

  /** Where the job stands as a whole. */
  public JobState state() {
    if (any(JobState.RUNNING)) {
      return JobState.RUNNING;
    }
    if (any(JobState.QUEUED)) {
      return waitingState();
    }
    if (any(JobState.FAILED)) {
      return JobState.FAILED;
    }
    return any(JobState.CANCELLED) ? JobState.CANCELLED : JobState.STORED;
  }

  private JobState waitingState() {
    if (standing.paused()) {
      return JobState.PAUSED;
    }
    return owner == null ? JobState.QUEUED : JobState.RUNNING;
  }

  private boolean any(JobState state) {
    return tasks.stream().anyMatch(task -> task.state() == state);
  }

  /** Share that is made, 0..1: the mean of its renditions. */
  public double progress() {
    return tasks.stream().mapToDouble(BatchTask::progress).average().orElse(0);
  }

  /** Whether renditions of it may be begun. */
  public boolean isDue(Instant now) {
    Instant earliest = terms.notBefore();
    boolean early = earliest != null && now.isBefore(earliest);
    return !early && !standing.paused() && !state().isFinal();
  }

  /** Whether what is not made yet is to be given up. */
  public boolean isDropped(Instant now) {
    Instant deadline = terms.deadline();
    boolean late = terms.dropAfterDeadline() && deadline != null && now.isAfter(deadline);
    return late && !state().isFinal();
  }

  /** Whether nobody ordered it. */
  public boolean isSpeculative() {
    return terms.prediction() != null;
  }

  /** Why rendition number {@code index} is not being made; empty where it is, or is over. */
  public Optional<String> whyItWaits(int index, Instant now) {
    BatchTask task = tasks.get(index);
    if (task.state() != JobState.QUEUED) {
      return Optional.empty();
    }
    if (standing.paused()) {
      return Optional.of("paused");
    }
    if (!isDue(now)) {
      return Optional.of("not before " + terms.notBefore());
    }
    return Optional.of(Objects.requireNonNullElse(task.detail().waits(), "waits for its turn"));
  }

  /** This job in the hands of {@code member}; null = in nobody's. */
  public BatchJob ownedBy(@Nullable String member) {
    return with(tasks, standing, member);
  }

  /** This job with its rendition number {@code index} changed. */
  public BatchJob with(int index, UnaryOperator<BatchTask> change) {
    var changed = new ArrayList<>(tasks);
    changed.set(index, change.apply(tasks.get(index)));
    return with(changed, standing, owner);
  }

  /** This job given back to the queue: what ran waits again. */
  public BatchJob released() {
    return with(each(BatchTask::requeued), standing, null);
  }

  /** This job held, unless it is over: what ran waits again, with its attempt not counted. */
  public BatchJob paused() {
    return state().isFinal() ? this : with(each(BatchTask::requeued), standing.paused(true), null);
  }

  /** This job no longer held. */
  public BatchJob resumed() {
    return with(tasks, standing.paused(false), owner);
  }

  /** This job before all others of its urgency. */
  public BatchJob bumped(Instant now) {
    return with(tasks, standing.bumped(now), owner);
  }

  /** This job called off: what is not finished never will be, and nobody runs it. */
  public BatchJob cancelled() {
    return with(each(BatchTask::cancelled), standing, null);
  }

  /** This job given up at its deadline: what is not finished has failed, and nobody runs it. */
  public BatchJob dropped() {
    String why = "it was not made by its deadline, " + terms.deadline();
    return with(each(task -> task.failed(why, 0)), standing, null);
  }

  /**
   * This job as a proxy comes back with it that may have missed what became of it, unless it is
   * over.
   *
   * @param writtenAt when what is known of it was written; one that is noted already stays
   */
  public BatchJob revived(Instant writtenAt) {
    boolean plain = state().isFinal() || standing.asOf() != null;
    return plain ? this : with(tasks, standing.asOf(writtenAt), owner);
  }

  /** This job as an operator wants it now, whatever it came from. */
  BatchJob confirmed() {
    return with(tasks, standing.asOf(null), owner);
  }

  /** This job with the moments noted that its state tells of and that were not noted before. */
  public BatchJob noted(Instant now) {
    JobStanding noted = any(JobState.RUNNING) ? standing.started(now) : standing;
    return with(tasks, state().isFinal() ? noted.finished(now) : noted, owner);
  }

  private List<BatchTask> each(UnaryOperator<BatchTask> change) {
    return tasks.stream().map(change).toList();
  }

  private BatchJob with(
      List<BatchTask> newTasks, JobStanding newStanding, @Nullable String newOwner) {
    return new BatchJob(id, asset, newTasks, priority, terms, submittedAt, newStanding, newOwner);
  }
}
