package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.Prediction;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.select.Candidate;
import io.mediarouter.vertx.transcode.Transcode;
import io.mediarouter.vertx.transcode.TranscodeOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
  private final Pauses pauses;
  private final Context context;
  private final TaskRef ref;
  private final TaskRow row;
  private boolean speculative;
  private boolean stopped;
  private boolean writing;
  private double mediaSeconds;
  private double written;
  private String writtenServer = "";
  private @Nullable Transcode transcode;

  BatchRun(BatchParts parts, Pauses pauses, Context context, TaskRef ref) {
    this.parts = parts;
    this.pauses = pauses;
    this.context = context;
    this.ref = ref;
    this.row = new TaskRow(parts.jobs(), ref, parts.state().self(), parts.clock());
  }

  /** Goes all the way; completes when the rendition is in nobody's hands here, and never fails. */
  Future<Void> go(BatchJob job) {
    speculative = job.isSpeculative();
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
    mediaSeconds = mediaSeconds(rendition, entry);
    EncodingSpeed speed = speed(job);
    if (isStored(job, entry, rendition)) {
      return settle(waiting -> waiting.lasting(mediaSeconds).stored());
    }
    Placement placement = parts.placement();
    List<Candidate> roomy = placement.candidates(entry, rendition, speed);
    if (parts.gate().allowed(roomy).isEmpty()) {
      return roomy.isEmpty() && placement.isTooMuch(entry, rendition, speed)
          ? giveUp()
          : wait(parts.gate().wait(WorkQueue.order(job), roomy).text());
    }
    if (stopped) {
      return Future.succeededFuture();
    }
    return row.claim(waiting -> waiting.started().lasting(mediaSeconds))
        .compose(mine -> mine ? make(job, entry, rendition) : Future.succeededFuture());
  }

  /** Quality for who ordered it; what stands in for demand is made like that. */
  private static EncodingSpeed speed(BatchJob job) {
    Prediction prediction = job.terms().prediction();
    return prediction == null ? EncodingSpeed.SLOW : prediction.speed();
  }

  /** Who orders a rendition wants to have it; only speculation wants to have it better. */
  private static boolean isStored(BatchJob job, AssetEntry entry, Rendition rendition) {
    return entry
        .find(rendition)
        .filter(stored -> !job.isSpeculative() || !speed(job).isBetterThan(stored.speed()))
        .isPresent();
  }

  private Future<Void> giveUp() {
    return settle(task -> task.failed("it is too much for every transcoding server", 0));
  }

  private Future<Void> wait(String why) {
    pauses.postpone(ref);
    return row.update(task -> task.lasting(mediaSeconds).waiting(why));
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

  /** The room is looked for once more, because claiming took time. */
  private Future<Void> make(BatchJob job, AssetEntry entry, Rendition rendition) {
    if (stopped) {
      return Future.failedFuture(new CancellationException("stopped before it began"));
    }
    var candidates =
        parts.gate().allowed(parts.placement().candidates(entry, rendition, speed(job)));
    Transcode running =
        parts
            .transcodes()
            .join(
                new TranscodeOrder(
                    entry, rendition, kind(job), job.priority(), speed(job), candidates));
    transcode = running;
    Prediction prediction = job.terms().prediction();
    SpeculationCost cost =
        prediction == null ? null : new SpeculationCost(parts, running, prediction);
    return here(running.done())
        .onComplete(ended -> running.leave())
        .onComplete(ended -> book(cost, ended.succeeded()))
        .compose(stored -> settle(task -> task.on(running.serverId()).stored()));
  }

  private static TaskKind kind(BatchJob job) {
    return job.isSpeculative() ? TaskKind.SPECULATIVE : TaskKind.BATCH;
  }

  private static void book(@Nullable SpeculationCost cost, boolean made) {
    if (cost != null) {
      cost.book(made);
    }
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
              task -> attempted(task).failed(reason, parts.config().get().maxAttempts()));
      case TAKEN_AWAY ->
          speculative && row.isClaimed() ? settle(BatchTask::cancelled) : takenAway();
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
    Instant until = pauses.setBack(ref).until();
    String waits = why + "; waits until " + until.truncatedTo(ChronoUnit.MILLIS);
    return row.update(task -> change.apply(task).waiting(waits));
  }

  private Future<Void> settle(UnaryOperator<BatchTask> change) {
    return row.update(change).onSuccess(done -> pauses.forget(ref));
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
      row.update(task -> task.on(server).at(progress)).onComplete(done -> writing = false);
    }
  }

  private double percent(Transcode running) {
    double progress = parts.state().tasks().own(running.id()).map(ActiveTask::progress).orElse(0.0);
    return Math.max(written, Math.floor(progress * 100) / 100);
  }

  /** Whether the row says that it was called off or went to another. */
  boolean isLost() {
    return row.isLost();
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
