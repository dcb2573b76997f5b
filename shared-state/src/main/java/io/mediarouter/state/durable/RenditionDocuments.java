package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.DocumentForm.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.Usage;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The documents of stored renditions. */
final class RenditionDocuments {
  private RenditionDocuments() {}

  static ObjectNode of(KeptRendition kept) {
    StoredRendition stored = kept.stored();
    ObjectNode out = object();
    out.put("asset", kept.asset().path());
    out.set("source", MediaDocuments.of(kept.source()));
    out.set("rendition", MediaDocuments.of(stored.rendition()));
    out.put("path", stored.path());
    out.put("bytes", stored.bytes());
    out.put("etag", stored.etag());
    out.put("storedAt", stored.storedAt().toString());
    out.put("speed", stored.speed().name());
    Usage usage = stored.usage();
    if (usage.isKnown()) {
      out.put("hits", usage.hits());
      out.put("useWeight", usage.weight());
      out.put("usedAt", usage.at().toString());
    }
    ArrayNode servers = out.putArray("servers");
    stored.serverIds().forEach(servers::add);
    return out;
  }

  private static Usage usage(JsonNode in) {
    return in.has("usedAt")
        ? new Usage(
            in.path("hits").asLong(),
            in.path("useWeight").asDouble(),
            MediaDocuments.instant(in, "usedAt"))
        : Usage.NONE;
  }

  static KeptRendition kept(JsonNode in) {
    var source = MediaDocuments.source(in.path("source"));
    EncodingSpeed speed = MediaDocuments.constant(in, "speed", EncodingSpeed.class);
    List<String> servers = new ArrayList<>();
    in.path("servers").forEach(server -> servers.add(server.asText()));
    var stored =
        new StoredRendition(
            MediaDocuments.rendition(in.path("rendition")),
            source.version(),
            in.path("path").asText(),
            in.path("bytes").asLong(),
            in.path("etag").asText(),
            MediaDocuments.instant(in, "storedAt"),
            Objects.requireNonNullElse(speed, EncodingSpeed.FAST),
            servers,
            usage(in));
    return new KeptRendition(new AssetId(in.path("asset").asText()), source, stored);
  }
}
