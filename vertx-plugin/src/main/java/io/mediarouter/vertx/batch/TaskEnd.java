package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.vertx.call.Endings;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The rules of how the attempts at a rendition end in its job's row: it is settled, waits for
 * another attempt, or is given back.
 */
record TaskEnd(BatchParts parts, Backoffs backoffs, TaskRef ref, TaskRow row, BatchJob job) {
  private static final Logger LOG = LoggerFactory.getLogger(TaskEnd.class);

  /** Nothing more is to be done for it. */
  Future<Void> settle(UnaryOperator<BatchTask> change) {
    return row.update(change).onSuccess(done -> backoffs.forget(ref));
  }

  /**
   * An attempt failed. What shared a decode may have failed for the sake of another: it is tried
   * alone in any case, as what was copied is tried by encoding.
   *
   * @param copied whether its streams were to be copied
   * @param shared whether it was made with others
   */
  Future<Void> setBack(Throwable cause, boolean copied, boolean shared) {
    String reason = AttemptFailure.reason(cause);
    AttemptFailure setback = AttemptFailure.of(cause);
    if (setback == AttemptFailure.HOPELESS && copied) {
      setback = AttemptFailure.FAILED;
    }
    Level level = setback == AttemptFailure.FAILED ? Level.WARN : Level.DEBUG;
    LOG.atLevel(level)
        .log("Rendition {} of job {}: {}", ref.index(), ref.jobId(), Endings.describe(cause));
    int most = shared || copied ? Integer.MAX_VALUE : parts.config().get().maxAttempts();
    return switch (setback) {
      case HOPELESS -> settle(task -> task.failed(reason, 0));
      case FAILED -> again("an attempt failed", task -> attempted(task).failed(reason, most));
      case TAKEN_AWAY ->
          job.isSpeculative() && row.isClaimed() ? settle(BatchTask::cancelled) : takenAway();
    };
  }

  private Future<Void> takenAway() {
    return again(
        "its server was busy or it gave way", task -> row.isClaimed() ? task.requeued() : task);
  }

  /** An attempt that failed before it was claimed was one nevertheless. */
  private BatchTask attempted(BatchTask task) {
    return row.isClaimed() ? task : task.started();
  }

  private Future<Void> again(String why, UnaryOperator<BatchTask> change) {
    Instant until = backoffs.setBack(ref).until();
    String waits = why + "; waits until " + until.truncatedTo(ChronoUnit.MILLIS);
    return row.update(task -> change.apply(task).waiting(waits));
  }

  /** The row still says that it runs here; the runner finds that and puts it right. */
  Future<Void> notWritten(Throwable cause) {
    LOG.warn("The end of {} is not written: {}", ref, cause.toString());
    backoffs.setBack(ref);
    return Future.succeededFuture();
  }
}
