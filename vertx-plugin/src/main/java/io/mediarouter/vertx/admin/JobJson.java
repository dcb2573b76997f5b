package io.mediarouter.vertx.admin;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form in which jobs are told. */
final class JobJson {
  private JobJson() {}

  /**
   * A job with its renditions.
   *
   * @param entry what is known of its asset; null = nothing, or not asked
   */
  static JsonObject of(BatchJob job, @Nullable AssetEntry entry) {
    var renditions = new JsonArray();
    job.tasks().forEach(task -> renditions.add(of(task, entry)));
    return new JsonObject()
        .put("id", job.id())
        .put("asset", job.asset().path())
        .put("state", job.state().token())
        .put("priority", job.priority().urgency())
        .put("progress_percent", Answers.percent(job.progress()))
        .put("submitted_at", Answers.moment(job.submittedAt()))
        .put("owner", job.owner())
        .put("renditions", renditions);
  }

  private static JsonObject of(BatchTask task, @Nullable AssetEntry entry) {
    var json =
        new JsonObject()
            .put("rendition", task.label())
            .put("state", task.state().token())
            .put("progress_percent", Answers.percent(task.progress()))
            .put("attempts", task.attempts())
            .put("problem", task.problem());
    if (entry != null) {
      resolved(task, entry).ifPresent(rendition -> addStored(json, rendition, entry));
    }
    return json;
  }

  /** What the order means for this source; empty where it means nothing. */
  private static Optional<Rendition> resolved(BatchTask task, AssetEntry entry) {
    try {
      return Optional.of(RenditionResolver.resolve(task.rendition(), entry.source()));
    } catch (InvalidParameterException e) {
      return Optional.empty();
    }
  }

  private static void addStored(JsonObject json, Rendition rendition, AssetEntry entry) {
    json.put("key", rendition.key());
    entry.find(rendition).ifPresent(stored -> json.put("stored", stored(stored)));
  }

  /** A file and where it lies. */
  static JsonObject stored(StoredRendition stored) {
    return new JsonObject()
        .put("path", stored.path())
        .put("bytes", stored.bytes())
        .put("etag", stored.etag())
        .put("stored_at", Answers.moment(stored.storedAt()))
        .put("servers", new JsonArray(stored.serverIds()));
  }
}
