package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.DocumentForm.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.Departure;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.VideoCodec;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents of what changes a farm while it runs. What is null is left out. */
final class FarmDocuments {
  private FarmDocuments() {}

  static ObjectNode of(FarmChange change) {
    ObjectNode out = object();
    if (change.definition() != null) {
      out.set("definition", of(change.definition()));
    }
    put(out, "roles", names(change.roles()));
    out.put("capacityCores", change.capacityCores());
    if (change.departure() != null) {
      out.set("departure", of(change.departure()));
    }
    out.put("by", change.by()).put("at", change.at().toString());
    if (change.heardAt() != null) {
      out.put("heardAt", change.heardAt().toString());
    }
    return out;
  }

  static FarmChange change(JsonNode in) {
    return new FarmChange(
        definition(in.path("definition")),
        roles(in, "roles"),
        in.path("capacityCores").asDouble(),
        departure(in.path("departure")),
        in.path("by").asText(),
        MediaDocuments.instant(in, "at"),
        in.has("heardAt") ? MediaDocuments.instant(in, "heardAt") : null);
  }

  private static ObjectNode of(ServerDefinition definition) {
    Server server = definition.server();
    ObjectNode out = object().put("id", server.id()).put("url", server.url().toString());
    put(out, "roles", names(server.roles()));
    out.put("capacityCores", server.capacityCores());
    out.put("sessions", server.sessions());
    put(out, "formats", names(server.capabilities().formats()));
    put(out, "videoCodecs", names(server.capabilities().videoCodecs()));
    put(out, "audioCodecs", names(server.capabilities().audioCodecs()));
    out.put("assetPath", server.assetPath());
    out.put("transcode", definition.transcode()).put("task", definition.task());
    putIfPresent(out, "probe", definition.probe());
    putIfPresent(out, "load", definition.load());
    putIfPresent(out, "many", definition.many());
    putIfPresent(out, "segments", definition.segments());
    return out;
  }

  private static void putIfPresent(ObjectNode out, String name, @Nullable String text) {
    if (text != null) {
      out.put(name, text);
    }
  }

  private static @Nullable ServerDefinition definition(JsonNode in) {
    return in.isObject()
        ? new ServerDefinition(
            server(in),
            in.path("transcode").asText(),
            in.path("probe").textValue(),
            in.path("task").asText(),
            in.path("load").textValue(),
            in.path("many").textValue(),
            in.path("segments").textValue())
        : null;
  }

  private static Server server(JsonNode in) {
    return new Server(
        in.path("id").asText(),
        roles(in, "roles"),
        URI.create(in.path("url").asText()),
        in.path("capacityCores").asDouble(),
        in.path("sessions").asInt(),
        new Capabilities(
            constants(in, "formats", Format.class),
            constants(in, "videoCodecs", VideoCodec.class),
            constants(in, "audioCodecs", AudioCodec.class)),
        in.path("assetPath").asText());
  }

  private static ObjectNode of(Departure departure) {
    ObjectNode out = object().put("handsOver", departure.handsOver());
    out.put("retires", departure.retires());
    put(out, "becomes", names(departure.becomes()));
    return out;
  }

  private static @Nullable Departure departure(JsonNode in) {
    return in.isObject()
        ? new Departure(
            in.path("handsOver").asBoolean(), in.path("retires").asBoolean(), roles(in, "becomes"))
        : null;
  }

  private static void put(ObjectNode out, String name, Collection<String> texts) {
    var array = out.putArray(name);
    texts.forEach(array::add);
  }

  private static List<String> names(Collection<? extends Enum<?>> constants) {
    return constants.stream().<String>map(Enum::name).sorted().toList();
  }

  private static Set<ServerRole> roles(JsonNode in, String name) {
    return constants(in, name, ServerRole.class);
  }

  /** What only a newer proxy knows is left out. */
  private static <E extends Enum<E>> Set<E> constants(JsonNode in, String name, Class<E> type) {
    List<String> names = texts(in, name);
    var constants = EnumSet.allOf(type);
    constants.removeIf(each -> !names.contains(each.name()));
    return constants;
  }

  private static List<String> texts(JsonNode in, String name) {
    List<String> texts = new ArrayList<>();
    in.path(name).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
