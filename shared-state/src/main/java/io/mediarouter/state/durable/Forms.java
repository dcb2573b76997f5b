package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.DocumentForm.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.Popularity;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.store.Removal;
import java.util.Arrays;
import java.util.Objects;

/** The forms of the tables that are kept. */
final class Forms {
  static final DocumentForm<BatchJob> JOBS =
      new DocumentForm<>("jobs", 1, JobDocuments::of, JobDocuments::job);
  static final DocumentForm<AdministrativeState> SERVERS =
      new DocumentForm<>("servers", 1, Forms::document, Forms::administrative);
  static final DocumentForm<FarmChange> FARM =
      new DocumentForm<>("farm", 1, FarmDocuments::of, FarmDocuments::change);
  static final DocumentForm<TaskRecord> HISTORY =
      new DocumentForm<>("history", 1, Forms::document, Forms::record);
  static final DocumentForm<Popular> POPULARITY =
      new DocumentForm<>("popularity", 1, Forms::document, Forms::popular);
  static final DocumentForm<LedgerEntry> LEDGER =
      new DocumentForm<>("speculation", 1, LedgerDocuments::of, LedgerDocuments::entry);
  static final DocumentForm<KeptRendition> RENDITIONS =
      new DocumentForm<>("renditions", 1, RenditionDocuments::of, RenditionDocuments::kept);

  static final DocumentForm<Removal> REMOVALS =
      new DocumentForm<>("removals", 1, Forms::document, Forms::removal);

  private Forms() {}

  private static ObjectNode document(Removal removal) {
    return object()
        .put("asset", removal.asset().path())
        .put("path", removal.path())
        .put("server", removal.serverId())
        .put("reason", removal.reason().name())
        .put("dueAt", removal.dueAt().toString())
        .put("attempts", removal.attempts());
  }

  private static Removal removal(JsonNode in) {
    Removal.Reason reason = MediaDocuments.constant(in, "reason", Removal.Reason.class);
    return new Removal(
        new AssetId(in.path("asset").asText()),
        in.path("path").asText(),
        in.path("server").asText(),
        Objects.requireNonNullElse(reason, Removal.Reason.UNUSED),
        MediaDocuments.instant(in, "dueAt"),
        in.path("attempts").asInt());
  }

  private static ObjectNode document(AdministrativeState state) {
    return object().put("state", state.name());
  }

  /** A state that only a newer proxy knows is taken for the one in which a server is left alone. */
  private static AdministrativeState administrative(JsonNode in) {
    String name = in.path("state").asText();
    return Arrays.stream(AdministrativeState.values())
        .filter(state -> state.name().equals(name))
        .findAny()
        .orElse(AdministrativeState.MAINTENANCE);
  }

  private static ObjectNode document(TaskRecord record) {
    ObjectNode out = object();
    out.put("serverId", record.serverId());
    out.put("asset", record.asset().path());
    out.set("source", MediaDocuments.of(record.task().source()));
    out.set("rendition", MediaDocuments.of(record.task().rendition()));
    out.put("speed", record.task().speed().name());
    out.put("cpuSeconds", record.cpuSeconds());
    out.put("wallSeconds", record.wallSeconds());
    out.put("measured", record.measured());
    out.put("finishedAt", record.finishedAt().toString());
    return out;
  }

  private static TaskRecord record(JsonNode in) {
    EncodingSpeed speed = MediaDocuments.constant(in, "speed", EncodingSpeed.class);
    var task =
        new Task(
            new AssetId(in.path("asset").asText()),
            MediaDocuments.source(in.path("source")),
            MediaDocuments.rendition(in.path("rendition")),
            Objects.requireNonNullElse(speed, EncodingSpeed.FAST));
    return new TaskRecord(
        in.path("serverId").asText(),
        task,
        in.path("cpuSeconds").asDouble(),
        in.path("wallSeconds").asDouble(),
        in.path("measured").asBoolean(),
        MediaDocuments.instant(in, "finishedAt"));
  }

  private static ObjectNode document(Popular popular) {
    return object()
        .put("key", popular.key())
        .put("weight", popular.popularity().weight())
        .put("at", popular.popularity().at().toString());
  }

  private static Popular popular(JsonNode in) {
    return new Popular(
        in.path("key").asText(),
        new Popularity(in.path("weight").asDouble(), MediaDocuments.instant(in, "at")));
  }
}
