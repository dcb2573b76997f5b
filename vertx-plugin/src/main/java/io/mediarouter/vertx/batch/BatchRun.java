package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One rendition of a job on its way in this proxy: its source is looked up, it is claimed where a
 * server has room, made, and the job's row tells how it ended. Confined to the runner's context.
 */
final class BatchRun {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
  private static final double MILLIS = 1000;

  private final BatchParts parts;
  private final BatchJobs jobs;
  private final Pauses pauses;
  private final Context context;
  private final TaskRef ref;
  private final String self;
  private boolean claimed;
  private boolean stopped;
  private boolean writing;
  private double mediaSeconds;
  private double written;
  private String writtenServer = "";
  private @Nullable Transcode transcode;

  BatchRun(BatchParts parts, BatchJobs jobs, Pauses pauses, Context context, TaskRef ref) {
    this.parts = parts;
    this.jobs = jobs;
    this.pauses = pauses;
    this.context = context;
    this.ref = ref;
    this.self = parts.state().self();
  }

  /** Goes all the way; completes when the rendition is in nobody's hands here, and never fails. */
  Future<Void> go(BatchJob job) {
    return here(Future.succeededFuture(job.asset()).compose(parts.catalog()::find))
        .compose(entry -> begin(job, entry))
        .recover(this::setBack)
        .recover(this::notWritten);
  }

  private <T> Future<T> here(Future<T> anywhere) {
    return Future.fromCompletionStage(anywhere.toCompletionStage(), context);
  }

  private Future<Void> begin(BatchJob job, AssetEntry entry) {
    BatchTask task = job.tasks().get(ref.index());
    Rendition rendition = RenditionResolver.resolve(task.rendition(), entry.source());
    if (entry.find(rendition).isPresent()) {
      return settle(BatchTask::stored);
    }
    mediaSeconds = mediaSeconds(rendition, entry);
    Placement placement = parts.placement();
    if (placement.candidates(entry, rendition).isEmpty()) {
      return wait(placement.isTooMuch(entry, rendition));
    }
    return claim().compose(mine -> mine ? make(job, entry, rendition) : Future.succeededFuture());
  }

  private Future<Void> wait(boolean forEver) {
    pauses.postpone(ref);
    return forEver
        ? settle(task -> task.failed("it is too much for every transcoding server", 0))
        : update(task -> task.lasting(mediaSeconds).waiting("no transcoding server has room"));
  }

  /** How long the rendition will be; a picture has no length. */
  private static double mediaSeconds(Rendition rendition, AssetEntry entry) {
    if (rendition.videoCodec() == null && rendition.audioCodec() == null) {
      return 0;
    }
    double rest = (entry.source().duration().toMillis() - rendition.startMillis()) / MILLIS;
    double asked = rendition.durationMillis() / MILLIS;
    return Math.max(0, asked > 0 ? Math.min(asked, rest) : rest);
  }

  private Future<Boolean> claim() {
    return jobs.change(ref.jobId(), this::claimed)
        .map(job -> job.filter(this::isRunningHere).isPresent())
        .onSuccess(mine -> claimed = mine);
  }

  private BatchJob claimed(BatchJob job) {
    return isForUs(job) && !stopped
        ? job.ownedBy(self).with(ref.index(), task -> task.started().lasting(mediaSeconds))
        : job;
  }

  private boolean isForUs(BatchJob job) {
    boolean free = job.owner() == null || job.owner().equals(self);
    return free && job.isDue(parts.clock().instant()) && task(job).state() == JobState.QUEUED;
  }

  private boolean isRunningHere(BatchJob job) {
    return self.equals(job.owner()) && task(job).state() == JobState.RUNNING;
  }

  private BatchTask task(BatchJob job) {
    return job.tasks().get(ref.index());
  }

  /** The room is looked for once more, because claiming took time. */
  private Future<Void> make(BatchJob job, AssetEntry entry, Rendition rendition) {
    if (stopped) {
      return Future.failedFuture(new CancellationException("stopped before it began"));
    }
    var candidates = parts.placement().candidates(entry, rendition);
    Transcode running =
        parts
            .transcodes()
            .join(new TranscodeOrder(entry, rendition, TaskKind.BATCH, job.priority(), candidates));
    transcode = running;
    return here(running.done())
        .onComplete(ended -> running.leave())
        .compose(stored -> settle(task -> task.on(running.serverId()).stored()));
  }

  private Future<Void> setBack(Throwable cause) {
    String reason = Setback.reason(cause);
    Setback setback = Setback.of(cause);
    Level level = setback == Setback.FAILED ? Level.WARN : Level.DEBUG;
    LOG.atLevel(level)
        .log("Rendition {} of job {}: {}", ref.index(), ref.jobId(), cause.toString());
    return switch (setback) {
      case HOPELESS -> settle(task -> task.failed(reason, 0));
      case FAILED ->
          again(
              "an attempt failed",
              task -> attempted(task).failed(reason, parts.config().maxAttempts()));
      case TAKEN_AWAY ->
          again("its server was busy or it gave way", task -> claimed ? task.requeued() : task);
    };
  }

  /** An attempt that failed before it was claimed was one nevertheless. */
  private BatchTask attempted(BatchTask task) {
    return claimed ? task : task.started();
  }

  private Future<Void> again(String why, UnaryOperator<BatchTask> change) {
    Instant until = parts.clock().instant().plus(pauses.setBack(ref));
    String waits = why + "; waits until " + until.truncatedTo(ChronoUnit.MILLIS);
    return update(task -> change.apply(task).waiting(waits));
  }

  private Future<Void> settle(UnaryOperator<BatchTask> change) {
    return update(change).onSuccess(done -> pauses.forget(ref));
  }

  /** Changes the rendition in its row, unless it was called off or went to another meanwhile. */
  private Future<Void> update(UnaryOperator<BatchTask> change) {
    return jobs.change(ref.jobId(), job -> isStillOurs(job) ? changed(job, change) : job)
        .mapEmpty();
  }

  private boolean isStillOurs(BatchJob job) {
    return claimed ? isRunningHere(job) : isForUs(job);
  }

  private BatchJob changed(BatchJob job, UnaryOperator<BatchTask> change) {
    BatchJob next = job.with(ref.index(), change);
    boolean over = next.tasks().stream().allMatch(task -> task.state().isFinal());
    return over ? next.ownedBy(null) : next;
  }

  /** The row still says that it runs here; the runner finds that and puts it right. */
  private Future<Void> notWritten(Throwable cause) {
    LOG.warn("The end of {} is not written: {}", ref, cause.toString());
    pauses.setBack(ref);
    return Future.succeededFuture();
  }

  /** Writes where it runs and how far it is, if that has changed, by a percent at least. */
  void reportProgress() {
    Transcode running = transcode;
    if (running == null || writing) {
      return;
    }
    double progress = percent(running);
    String server = running.serverId();
    if (progress != written || !server.equals(writtenServer)) {
      written = progress;
      writtenServer = server;
      writing = true;
      update(task -> task.on(server).at(progress)).onComplete(done -> writing = false);
    }
  }

  private double percent(Transcode running) {
    double progress = parts.state().tasks().own(running.id()).map(ActiveTask::progress).orElse(0.0);
    return Math.max(written, Math.floor(progress * 100) / 100);
  }

  /** Whether the row says that it was called off or went to another. */
  boolean isLost() {
    return claimed && jobs.find(ref.jobId()).filter(this::isRunningHere).isEmpty();
  }

  /** Keeps it from beginning to transcode, if it has not begun yet. */
  void stop() {
    stopped = true;
  }

  boolean isMaking(Transcode other) {
    return transcode == other;
  }

  @Nullable Transcode transcode() {
    return transcode;
  }
}
