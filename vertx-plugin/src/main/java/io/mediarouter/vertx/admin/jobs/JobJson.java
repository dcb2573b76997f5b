package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.plan.StoredChoice;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form in which jobs are told. */
public final class JobJson {
  private static final double ROUNDING = 1000;

  private JobJson() {}

  /** A job with its renditions as it stands at {@code now}. */
  static JsonObject of(BatchJob job, Instant now) {
    return of(job, null, now);
  }

  /**
   * A job with its renditions, and where they are stored.
   *
   * @param entry what is known of its asset; null = nothing, or not asked
   */
  static JsonObject of(BatchJob job, @Nullable AssetEntry entry, Instant now) {
    var renditions = new JsonArray();
    for (int i = 0; i < job.tasks().size(); i++) {
      renditions.add(rendition(job, i, entry, now));
    }
    return new JsonObject()
        .put("id", job.id())
        .put("batch", job.terms().batch())
        .put("asset", job.asset().path())
        .put("state", job.state().token())
        .put("priority", job.priority().urgency())
        .put("progress_percent", Answers.percent(job.progress()))
        .mergeIn(moments(job))
        .put("owner", job.owner())
        .put("callback", text(job.terms().callback()))
        .put("renditions", renditions);
  }

  private static JsonObject moments(BatchJob job) {
    return new JsonObject()
        .put("submitted_at", Answers.moment(job.submittedAt()))
        .put("not_before", moment(job.terms().notBefore()))
        .put("deadline", moment(job.terms().deadline()))
        .put("drop_after_deadline", job.terms().dropAfterDeadline())
        .put("started_at", moment(job.standing().startedAt()))
        .put("finished_at", moment(job.standing().finishedAt()))
        .put("as_of", moment(job.standing().asOf()));
  }

  private static @Nullable String moment(@Nullable Instant instant) {
    return instant == null ? null : Answers.moment(instant);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : Objects.toString(value);
  }

  private static JsonObject rendition(
      BatchJob job, int index, @Nullable AssetEntry entry, Instant now) {
    BatchTask task = job.tasks().get(index);
    double total = task.detail().mediaSeconds();
    var json =
        new JsonObject()
            .put("rendition", task.label())
            .put("state", task.state().token())
            .put("progress_percent", Answers.percent(task.progress()))
            .put("media_seconds", seconds(task.progress() * total))
            .put("total_media_seconds", seconds(total))
            .put("attempts", task.attempts())
            .put("server", task.detail().serverId())
            .put("original", task.detail().original())
            .put("how", task.detail().how())
            .put("waits", job.whyItWaits(index, now).orElse(null))
            .put("problem", task.problem());
    if (entry != null) {
      resolved(task, entry).ifPresent(rendition -> addStored(json, task, rendition, entry));
    }
    return json;
  }

  private static double seconds(double exact) {
    return Math.round(exact * ROUNDING) / ROUNDING;
  }

  /** What the order means for this source; empty where it means nothing. */
  private static Optional<Rendition> resolved(BatchTask task, AssetEntry entry) {
    try {
      return Optional.of(RenditionResolver.resolve(task.rendition(), entry.source()));
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }

  private static void addStored(
      JsonObject json, BatchTask task, Rendition rendition, AssetEntry entry) {
    json.put("key", rendition.key());
    entry
        .find(rendition)
        .or(() -> entry.find(rendition.cutExactly()))
        .or(() -> StoredChoice.of(task.rendition(), rendition, entry).findFirst())
        .ifPresent(stored -> json.put("stored", stored(stored)));
  }

  /** A file and where it lies. */
  public static JsonObject stored(StoredRendition stored) {
    return new JsonObject()
        .put("path", stored.path())
        .put("bytes", stored.bytes())
        .put("etag", stored.etag())
        .put("speed", stored.speed().token())
        .put("stored_at", Answers.moment(stored.storedAt()))
        .put("servers", new JsonArray(stored.serverIds()));
  }
}
