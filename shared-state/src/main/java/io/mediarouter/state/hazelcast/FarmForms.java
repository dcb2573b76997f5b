package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.farm.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The forms of what is known of the farm. */
final class FarmForms {
  static final List<Form<?>> ALL =
      List.of(
          new Form<>(LoadReport.class, "LoadReport", FarmForms::load, FarmForms::write),
          new Form<>(ActiveTask.class, "ActiveTask", FarmForms::task, FarmForms::write),
          new Form<>(
              AdministrativeState.class,
              "AdministrativeState",
              FarmForms::administrative,
              (out, state) -> Fields.write(out, "state", state)),
          new Form<>(StoredRendition.class, "StoredRendition", FarmForms::stored, FarmForms::write),
          new Form<>(AssetEntry.class, "AssetEntry", FarmForms::entry, FarmForms::write));

  private FarmForms() {}

  private static LoadReport load(CompactReader in) {
    return new LoadReport(
        in.readString("serverId"),
        in.readFloat64("coresInUse"),
        Fields.instant(in, "at"),
        Fields.intOr(in, "sessionsInUse", 0),
        Fields.intOr(in, "sessions", 0));
  }

  private static void write(CompactWriter out, LoadReport load) {
    out.writeString("serverId", load.serverId());
    out.writeFloat64("coresInUse", load.coresInUse());
    Fields.write(out, "at", load.at());
    out.writeInt32("sessionsInUse", load.sessionsInUse());
    out.writeInt32("sessions", load.sessions());
  }

  private static ActiveTask task(CompactReader in) {
    return new ActiveTask(
        in.readString("id"),
        in.readString("serverId"),
        Fields.constant(in, "kind", TaskKind.class),
        Fields.asset(in),
        in.readString("renditionKey"),
        Fields.priority(in),
        in.readFloat64("demandCores"),
        in.readFloat64("workCoreSeconds"),
        Fields.instant(in, "startedAt"),
        in.readFloat64("progress"),
        in.readBoolean("delivering"),
        Objects.requireNonNullElse(Fields.addedString(in, "client"), ""));
  }

  private static void write(CompactWriter out, ActiveTask task) {
    out.writeString("id", task.id());
    out.writeString("serverId", task.serverId());
    Fields.write(out, "kind", task.kind());
    Fields.write(out, "asset", task.asset());
    out.writeString("renditionKey", task.renditionKey());
    Fields.write(out, "urgency", task.priority());
    out.writeFloat64("demandCores", task.demandCores());
    out.writeFloat64("workCoreSeconds", task.workCoreSeconds());
    Fields.write(out, "startedAt", task.startedAt());
    out.writeFloat64("progress", task.progress());
    out.writeBoolean("delivering", task.delivering());
    out.writeString("client", task.client());
  }

  /** A state that only a newer proxy knows is taken for the one in which a server is left alone. */
  private static AdministrativeState administrative(CompactReader in) {
    String name = in.readString("state");
    return Arrays.stream(AdministrativeState.values())
        .filter(state -> state.name().equals(name))
        .findAny()
        .orElse(AdministrativeState.MAINTENANCE);
  }

  private static StoredRendition stored(CompactReader in) {
    return new StoredRendition(
        in.readCompact("rendition"),
        in.readString("sourceVersion"),
        in.readString("path"),
        in.readInt64("bytes"),
        in.readString("etag"),
        Fields.instant(in, "storedAt"),
        Fields.addedSpeed(in, "speed"),
        Fields.strings(in, "serverIds"),
        usage(in));
  }

  /** What older members do not write. */
  private static Usage usage(CompactReader in) {
    Instant at = Fields.addedInstant(in, "usedAt");
    return at == null
        ? Usage.NONE
        : new Usage(in.readInt64("hits"), in.readFloat64("useWeight"), at);
  }

  private static void write(CompactWriter out, StoredRendition stored) {
    out.writeCompact("rendition", stored.rendition());
    out.writeString("sourceVersion", stored.sourceVersion());
    out.writeString("path", stored.path());
    out.writeInt64("bytes", stored.bytes());
    out.writeString("etag", stored.etag());
    Fields.write(out, "storedAt", stored.storedAt());
    Fields.write(out, "speed", stored.speed());
    Fields.write(out, "serverIds", stored.serverIds());
    Fields.writeOptional(out, "usedAt", stored.usage().at());
    out.writeInt64("hits", stored.usage().hits());
    out.writeFloat64("useWeight", stored.usage().weight());
  }

  private static AssetEntry entry(CompactReader in) {
    return new AssetEntry(
        Fields.asset(in),
        in.readCompact("source"),
        Fields.instant(in, "checkedAt"),
        List.of(in.readArrayOfCompact("renditions", StoredRendition.class)),
        Fields.longOr(in, "purges", 0));
  }

  private static void write(CompactWriter out, AssetEntry entry) {
    Fields.write(out, "asset", entry.asset());
    out.writeCompact("source", entry.source());
    Fields.write(out, "checkedAt", entry.checkedAt());
    out.writeArrayOfCompact("renditions", entry.renditions().toArray(new StoredRendition[0]));
    out.writeInt64("purges", entry.purges());
  }
}
