package io.mediarouter.state.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.Prediction;
import io.mediarouter.batch.TaskDetail;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.request.Priority;
import java.net.URI;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The documents of batch jobs. */
final class JobDocuments {
  private JobDocuments() {}

  static ObjectNode of(BatchJob job) {
    ObjectNode out = object();
    out.put("id", job.id());
    out.put("asset", job.asset().path());
    ArrayNode tasks = out.putArray("tasks");
    job.tasks().forEach(task -> tasks.add(of(task)));
    out.put("urgency", job.priority().urgency());
    out.set("terms", of(job.terms()));
    out.put("submittedAt", job.submittedAt().toString());
    out.set("standing", of(job.standing()));
    out.put("owner", job.owner());
    return out;
  }

  static BatchJob job(JsonNode in) {
    return new BatchJob(
        in.path("id").asText(),
        new AssetId(in.path("asset").asText()),
        StreamSupport.stream(in.path("tasks").spliterator(), false)
            .map(JobDocuments::task)
            .toList(),
        new Priority(in.path("urgency").asInt(Priority.BACKGROUND.urgency())),
        terms(in.path("terms")),
        MediaDocuments.instant(in, "submittedAt"),
        standing(in.path("standing")),
        text(in, "owner"));
  }

  private static ObjectNode of(BatchTask task) {
    ObjectNode out = object();
    out.put("label", task.label());
    out.set("rendition", MediaDocuments.of(task.rendition()));
    out.put("state", task.state().name());
    out.put("progress", task.progress());
    out.put("attempts", task.attempts());
    out.put("problem", task.problem());
    out.set("detail", of(task.detail()));
    return out;
  }

  private static BatchTask task(JsonNode in) {
    JobState state = MediaDocuments.constant(in, "state", JobState.class);
    return new BatchTask(
        in.path("label").asText(),
        MediaDocuments.request(in.path("rendition")),
        Objects.requireNonNullElse(state, JobState.QUEUED),
        in.path("progress").asDouble(),
        in.path("attempts").asInt(),
        text(in, "problem"),
        detail(in.path("detail")));
  }

  private static ObjectNode of(JobTerms terms) {
    ObjectNode out = object();
    put(out, "notBefore", terms.notBefore());
    put(out, "deadline", terms.deadline());
    out.put("dropAfterDeadline", terms.dropAfterDeadline());
    put(out, "callback", terms.callback());
    out.put("batch", terms.batch());
    out.put("fingerprint", terms.fingerprint());
    Prediction prediction = terms.prediction();
    if (prediction != null) {
      out.set("prediction", of(prediction));
    }
    return out;
  }

  private static ObjectNode of(Prediction prediction) {
    return object()
        .put("predictor", prediction.predictor())
        .put("firstUse", prediction.firstUse())
        .put("eachUse", prediction.eachUse())
        .put("speed", prediction.speed().name());
  }

  private static @Nullable Prediction prediction(JsonNode in) {
    String predictor = text(in, "predictor");
    return predictor == null
        ? null
        : new Prediction(
            predictor,
            in.path("firstUse").asDouble(),
            in.path("eachUse").asDouble(),
            speed(MediaDocuments.constant(in, "speed", EncodingSpeed.class)));
  }

  private static EncodingSpeed speed(@Nullable EncodingSpeed told) {
    return Objects.requireNonNullElse(told, EncodingSpeed.FAST);
  }

  private static JobTerms terms(JsonNode in) {
    String callback = text(in, "callback");
    return new JobTerms(
        MediaDocuments.optionalInstant(in, "notBefore"),
        MediaDocuments.optionalInstant(in, "deadline"),
        in.path("dropAfterDeadline").asBoolean(),
        callback == null ? null : URI.create(callback),
        text(in, "batch"),
        text(in, "fingerprint"),
        prediction(in.path("prediction")));
  }

  private static ObjectNode of(JobStanding standing) {
    ObjectNode out = object();
    out.put("paused", standing.paused());
    put(out, "bumpedAt", standing.bumpedAt());
    put(out, "startedAt", standing.startedAt());
    put(out, "finishedAt", standing.finishedAt());
    put(out, "asOf", standing.asOf());
    return out;
  }

  private static JobStanding standing(JsonNode in) {
    return new JobStanding(
        in.path("paused").asBoolean(),
        MediaDocuments.optionalInstant(in, "bumpedAt"),
        MediaDocuments.optionalInstant(in, "startedAt"),
        MediaDocuments.optionalInstant(in, "finishedAt"),
        MediaDocuments.optionalInstant(in, "asOf"));
  }

  private static ObjectNode of(TaskDetail detail) {
    return object()
        .put("serverId", detail.serverId())
        .put("mediaSeconds", detail.mediaSeconds())
        .put("waits", detail.waits());
  }

  private static TaskDetail detail(JsonNode in) {
    return new TaskDetail(
        text(in, "serverId"), in.path("mediaSeconds").asDouble(), text(in, "waits"));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void put(ObjectNode out, String name, @Nullable Object value) {
    out.put(name, value == null ? null : value.toString());
  }

  private static @Nullable String text(JsonNode in, String name) {
    return in.path(name).textValue();
  }
}
