package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.serialization.compact.CompactReader;
import com.hazelcast.nio.serialization.compact.CompactWriter;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.Departure;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.store.Removal;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The forms of what changes a farm while it runs. */
final class ChangeForms {
  static final List<Form<?>> ALL =
      List.of(
          new Form<>(Server.class, "Server", ChangeForms::server, ChangeForms::write),
          new Form<>(
              ServerDefinition.class,
              "ServerDefinition",
              ChangeForms::definition,
              ChangeForms::write),
          new Form<>(Departure.class, "Departure", ChangeForms::departure, ChangeForms::write),
          new Form<>(FarmChange.class, "FarmChange", ChangeForms::change, ChangeForms::write),
          new Form<>(Occupancy.class, "Occupancy", ChangeForms::occupancy, ChangeForms::write),
          new Form<>(Removal.class, "Removal", ChangeForms::removal, ChangeForms::write));

  private ChangeForms() {}

  private static Server server(CompactReader in) {
    return new Server(
        in.readString("id"),
        roles(in, "roles"),
        URI.create(in.readString("url")),
        in.readFloat64("capacityCores"),
        Fields.intOr(in, "sessions", 0),
        new Capabilities(
            constants(in, "formats", Format.class),
            constants(in, "videoCodecs", VideoCodec.class),
            constants(in, "audioCodecs", AudioCodec.class)),
        in.readString("assetPath"));
  }

  private static void write(CompactWriter out, Server server) {
    out.writeString("id", server.id());
    Fields.write(out, "roles", names(server.roles()));
    out.writeString("url", server.url().toString());
    out.writeFloat64("capacityCores", server.capacityCores());
    out.writeInt32("sessions", server.sessions());
    Fields.write(out, "formats", names(server.capabilities().formats()));
    Fields.write(out, "videoCodecs", names(server.capabilities().videoCodecs()));
    Fields.write(out, "audioCodecs", names(server.capabilities().audioCodecs()));
    out.writeString("assetPath", server.assetPath());
  }

  private static Set<ServerRole> roles(CompactReader in, String name) {
    return constants(in, name, ServerRole.class);
  }

  /** What only a newer proxy knows is left out. */
  private static <E extends Enum<E>> Set<E> constants(
      CompactReader in, String name, Class<E> type) {
    List<String> names = Fields.strings(in, name);
    var constants = EnumSet.allOf(type);
    constants.removeIf(each -> !names.contains(each.name()));
    return constants;
  }

  private static List<String> names(Collection<? extends Enum<?>> constants) {
    return constants.stream().<String>map(Enum::name).sorted().toList();
  }

  private static ServerDefinition definition(CompactReader in) {
    return new ServerDefinition(
        in.readCompact("server"),
        in.readString("transcode"),
        in.readString("probe"),
        in.readString("task"),
        in.readString("load"),
        Fields.addedString(in, "many"),
        Fields.addedString(in, "segments"));
  }

  private static void write(CompactWriter out, ServerDefinition definition) {
    out.writeCompact("server", definition.server());
    out.writeString("transcode", definition.transcode());
    out.writeString("probe", definition.probe());
    out.writeString("task", definition.task());
    out.writeString("load", definition.load());
    out.writeString("many", definition.many());
    out.writeString("segments", definition.segments());
  }

  private static Departure departure(CompactReader in) {
    return new Departure(
        in.readBoolean("handsOver"), in.readBoolean("retires"), roles(in, "becomes"));
  }

  private static void write(CompactWriter out, Departure departure) {
    out.writeBoolean("handsOver", departure.handsOver());
    out.writeBoolean("retires", departure.retires());
    Fields.write(out, "becomes", names(departure.becomes()));
  }

  private static FarmChange change(CompactReader in) {
    return new FarmChange(
        in.readCompact("definition"),
        roles(in, "roles"),
        in.readFloat64("capacityCores"),
        in.readCompact("departure"),
        in.readString("by"),
        Fields.instant(in, "at"),
        Fields.optionalInstant(in, "heardAt"));
  }

  private static void write(CompactWriter out, FarmChange change) {
    out.writeCompact("definition", change.definition());
    Fields.write(out, "roles", names(change.roles()));
    out.writeFloat64("capacityCores", change.capacityCores());
    out.writeCompact("departure", change.departure());
    out.writeString("by", change.by());
    Fields.write(out, "at", change.at());
    Fields.writeOptional(out, "heardAt", change.heardAt());
  }

  private static Removal removal(CompactReader in) {
    return new Removal(
        Fields.asset(in),
        in.readString("path"),
        in.readString("serverId"),
        Fields.constant(in, "reason", Removal.Reason.class),
        Fields.instant(in, "dueAt"),
        in.readInt32("attempts"));
  }

  private static void write(CompactWriter out, Removal removal) {
    Fields.write(out, "asset", removal.asset());
    out.writeString("path", removal.path());
    out.writeString("serverId", removal.serverId());
    Fields.write(out, "reason", removal.reason());
    Fields.write(out, "dueAt", removal.dueAt());
    out.writeInt32("attempts", removal.attempts());
  }

  private static Occupancy occupancy(CompactReader in) {
    return new Occupancy(
        in.readString("serverId"),
        in.readInt64("order"),
        in.readInt32("work"),
        in.readInt32("deliveries"),
        in.readInt32("copies"));
  }

  private static void write(CompactWriter out, Occupancy occupancy) {
    out.writeString("serverId", occupancy.serverId());
    out.writeInt64("order", occupancy.order());
    out.writeInt32("work", occupancy.work());
    out.writeInt32("deliveries", occupancy.deliveries());
    out.writeInt32("copies", occupancy.copies());
  }
}
