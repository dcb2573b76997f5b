package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobOperation;
import io.mediarouter.batch.JobState;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.shared.Memoized;
import io.mediarouter.vertx.shared.RowWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The queue of batch jobs that all proxies share, changed in steps that never undo another's. Safe
 * for use by many threads.
 */
public final class BatchJobs {
  /** Most jobs that may be unfinished at a time. */
  public static final int MOST_UNFINISHED = 10_000;

  private final Vertx vertx;
  private final SharedTable<BatchJob> table;
  private final RowWriter<BatchJob> writer;
  private final InstantSource clock;
  private final Consumer<BatchJob> whenOver;
  private final Memoized<JobIndex> index;

  /**
   * The queue in {@code table}.
   *
   * @param whenOver is given each job that a change made here has brought to its end; of all
   *     proxies only the one that made this change is told. It must not block
   */
  public BatchJobs(
      Vertx vertx, SharedTable<BatchJob> table, InstantSource clock, Consumer<BatchJob> whenOver) {
    this.vertx = vertx;
    this.table = table;
    this.writer = new RowWriter<>(vertx, table, "job");
    this.clock = clock;
    this.whenOver = whenOver;
    this.index = new Memoized<>(() -> new JobIndex(all()));
    table.onChange(index::invalidate);
  }

  /** A snapshot of all jobs, in no particular order. */
  Collection<BatchJob> all() {
    return table.rows().values().stream().map(Versioned::value).toList();
  }

  /** How many renditions are queued and running now. */
  public BatchCounts counts() {
    return BatchCounts.of(all());
  }

  /** A snapshot of all jobs. */
  public List<BatchJob> newestFirst() {
    return all().stream().sorted(WorkQueue.newestFirst()).toList();
  }

  /** An unfinished job that is to make the rendition of that label. */
  Optional<BatchJob> making(AssetId asset, String label) {
    return index.get().making(asset, label);
  }

  /** The job of that name. */
  public Optional<BatchJob> find(String id) {
    return table.get(id).map(Versioned::value);
  }

  /** The job of that name with the version of its row, which rises with each change. */
  public Optional<Versioned<BatchJob>> row(String id) {
    return table.get(id);
  }

  /** A snapshot of all jobs with the versions of their rows, in no particular order. */
  public Collection<Versioned<BatchJob>> rows() {
    return table.rows().values();
  }

  /** The jobs that were ordered together under that name, in the order of their names. */
  public List<BatchJob> ofBatch(String batch) {
    return all().stream()
        .filter(job -> batch.equals(job.terms().batch()))
        .sorted(Comparator.comparing(BatchJob::id))
        .toList();
  }

  /** Whether so many more jobs may be submitted. */
  public boolean hasRoom(int more) {
    return index.get().size() + more <= MOST_UNFINISHED;
  }

  /** Adds a job of a new name; fails if it could not be written. */
  public Future<BatchJob> submit(BatchJob job) {
    return submitOrFind(job)
        .compose(found -> found.equals(job) ? Future.succeededFuture(job) : taken(job.id()));
  }

  private static Future<BatchJob> taken(String id) {
    return Future.failedFuture(
        new IllegalStateException("job: " + id + " (expected: a name not in use)"));
  }

  /** Adds a job, unless there is one of its name: then brings that one. */
  public Future<BatchJob> submitOrFind(BatchJob job) {
    return here(table.replace(job.id(), SharedTable.ABSENT, job))
        .compose(
            written ->
                written
                    ? Future.succeededFuture(job)
                    : writer.seen(job.id()).recover(none -> taken(job.id())));
  }

  /** Calls a job off, unless it is finished; returns what it is then, empty if there is none. */
  public Future<Optional<BatchJob>> cancel(String id) {
    return change(id, job -> job.state().isFinal() ? job : job.cancelled());
  }

  /**
   * Does {@code operation} to a job; returns what it is then, empty if there is none.
   *
   * @param refusal the failure where the job's state does not allow it
   */
  public Future<Optional<BatchJob>> operate(
      String id, JobOperation operation, Function<JobState, RuntimeException> refusal) {
    return Future.succeededFuture()
        .compose(v -> change(id, job -> operated(job, operation, refusal)));
  }

  private BatchJob operated(
      BatchJob job, JobOperation operation, Function<JobState, RuntimeException> refusal) {
    return operation.on(job, clock.instant()).orElseThrow(() -> refusal.apply(job.state()));
  }

  /**
   * Changes a job, whatever others change in it at the same time.
   *
   * @param change pure; may be called several times
   * @return what the job is then, empty if there is none; fails if it cannot be written
   */
  Future<Optional<BatchJob>> change(String id, UnaryOperator<BatchJob> change) {
    return writer.change(id, before -> changed(before, change)).map(this::written);
  }

  private @Nullable BatchJob changed(@Nullable BatchJob before, UnaryOperator<BatchJob> change) {
    if (before == null) {
      return null;
    }
    BatchJob wanted = change.apply(before);
    return wanted.equals(before) ? null : wanted.noted(clock.instant());
  }

  private Optional<BatchJob> written(RowWriter.Change<BatchJob> change) {
    BatchJob after = change.written();
    BatchJob before = change.before();
    if (after != null && after.state().isFinal() && before != null && !before.state().isFinal()) {
      whenOver.accept(after);
    }
    return change.now();
  }

  /** Forgets a job, if it has not changed since. */
  Future<Boolean> remove(String id) {
    return table
        .get(id)
        .map(row -> here(table.remove(id, row.version())))
        .orElse(Future.succeededFuture(false));
  }

  /** Calls {@code listener} after each change, on any thread. */
  public void onChange(Runnable listener) {
    table.onChange(listener);
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
  }
}
