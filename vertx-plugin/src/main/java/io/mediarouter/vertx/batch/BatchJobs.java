package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The queue of batch jobs that all proxies share, changed in steps that never undo another's. Safe
 * for use by many threads.
 */
public final class BatchJobs {
  /** Most jobs that may be unfinished at a time. */
  public static final int MOST_UNFINISHED = 10_000;

  private static final int MOST_TRIES = 20;
  private static final long RETRY_MILLIS = 25;

  private final Vertx vertx;
  private final SharedTable<BatchJob> table;

  /** The queue in {@code table}. */
  public BatchJobs(Vertx vertx, SharedTable<BatchJob> table) {
    this.vertx = vertx;
    this.table = table;
  }

  /** A snapshot of all jobs, in no particular order. */
  Collection<BatchJob> all() {
    return table.rows().values().stream().map(Versioned::value).toList();
  }

  /** A snapshot of all jobs. */
  public List<BatchJob> newestFirst() {
    return all().stream().sorted(WorkQueue.newestFirst()).toList();
  }

  /** The job of that name. */
  public Optional<BatchJob> find(String id) {
    return table.get(id).map(Versioned::value);
  }

  /** Whether another job may be submitted. */
  public boolean hasRoom() {
    return all().stream().filter(job -> !job.state().isFinal()).count() < MOST_UNFINISHED;
  }

  /** Adds a job of a new name; fails if it could not be written. */
  public Future<BatchJob> submit(BatchJob job) {
    return here(table.replace(job.id(), SharedTable.ABSENT, job))
        .compose(written -> written ? Future.succeededFuture(job) : taken(job.id()));
  }

  private static Future<BatchJob> taken(String id) {
    return Future.failedFuture(
        new IllegalStateException("job: " + id + " (expected: a name not in use)"));
  }

  /** Calls a job off, unless it is finished; returns what it is then, empty if there is none. */
  public Future<Optional<BatchJob>> cancel(String id) {
    return change(id, job -> job.state().isFinal() ? job : job.cancelled());
  }

  /**
   * Changes a job, whatever others change in it at the same time.
   *
   * @param change pure; may be called several times
   * @return what the job is then, empty if there is none; fails if it cannot be written
   */
  Future<Optional<BatchJob>> change(String id, UnaryOperator<BatchJob> change) {
    return change(id, change, 1);
  }

  private Future<Optional<BatchJob>> change(String id, UnaryOperator<BatchJob> change, int tries) {
    Versioned<BatchJob> row = table.get(id).orElse(null);
    if (row == null) {
      return Future.succeededFuture(Optional.empty());
    }
    BatchJob changed = change.apply(row.value());
    if (changed.equals(row.value())) {
      return Future.succeededFuture(Optional.of(changed));
    }
    return here(table.replace(id, row.version(), changed))
        .compose(
            written ->
                written
                    ? Future.succeededFuture(Optional.of(changed))
                    : changeAgain(id, change, tries));
  }

  /** Somebody else was faster; the mirror shows soon what they wrote. */
  private Future<Optional<BatchJob>> changeAgain(
      String id, UnaryOperator<BatchJob> change, int tries) {
    if (tries == MOST_TRIES) {
      return Future.failedFuture(
          new IllegalStateException("job: " + id + " not written in " + tries + " tries"));
    }
    return vertx.timer(RETRY_MILLIS).compose(v -> change(id, change, tries + 1));
  }

  /** Forgets a job, if it has not changed since. */
  Future<Boolean> remove(String id) {
    return table
        .get(id)
        .map(row -> here(table.remove(id, row.version())))
        .orElse(Future.succeededFuture(false));
  }

  /** Calls {@code listener} after each change, on any thread. */
  void onChange(Runnable listener) {
    table.onChange(listener);
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
