package io.mediarouter.vertx.config;

import io.mediarouter.farm.Authority;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.vertx.uritemplate.UriTemplate;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reader of the list of servers. */
final class ServersReader {
  private static final List<String> TEMPLATES =
      List.of("transcode", "probe", "load", "task", "many", "segments");

  /** What stands for a resource that a server does not have. */
  private static final String OFF = "off";

  private final Map<String, KeyPath> ids = new HashMap<>();
  private final List<ServerConfig> servers = new ArrayList<>();

  private ServersReader() {}

  /** The servers without mistakes. */
  static List<ServerConfig> read(Section root) {
    var reader = new ServersReader();
    root.sections("servers").forEach(reader::add);
    return reader.servers;
  }

  private void add(Section section) {
    Set<ServerRole> roles = roles(section);
    URI url = UrlReader.read(section, "url");
    requireFitting(section, roles);
    section.map().fieldNames().forEachRemaining(key -> requireTemplate(section, key));
    if (url != null) {
      add(section, server(section, roles, url));
    }
  }

  private static Set<ServerRole> roles(Section section) {
    var roles = EnumSet.noneOf(ServerRole.class);
    section.texts("roles").forEach(token -> roles.add(role(token)));
    if (section.has("role")) {
      roles.add(role(section.text("role", "")));
    }
    return roles;
  }

  private static ServerRole role(String token) {
    return ServerRole.valueOf(token.toUpperCase(Locale.ROOT));
  }

  /** A server may be moved between transcoding and distribution, so both may have either's keys. */
  private static void requireFitting(Section section, Set<ServerRole> roles) {
    if (section.has("path") && !roles.contains(ServerRole.ORIGIN)) {
      section.error("path", "only for role origin");
    }
    if (roles.equals(Set.of(ServerRole.ORIGIN))) {
      section.keys().stream()
          .filter(key -> TEMPLATES.contains(key) || key.equals("capacity") || key.equals("makes"))
          .forEach(key -> section.error(key, "only for roles transcoding and distribution"));
    }
  }

  private static void requireTemplate(Section section, String key) {
    if (!TEMPLATES.contains(key) || section.text(key, "").equals(OFF)) {
      return;
    }
    try {
      UriTemplate.of(section.text(key, ""));
    } catch (RuntimeException e) {
      section.error(key, "an RFC 6570 template");
    }
  }

  private static Server server(Section section, Set<ServerRole> roles, URI url) {
    return new Server(
        section.text("id", defaultId(roles, url)),
        roles,
        url,
        cores(section),
        section.map().path("capacity").path("sessions").asInt(0),
        Capabilities.of(section.texts("makes")).withSegments(segments(section) != null),
        section.text("path", ""));
  }

  /** A number is cores; a map may limit sessions beside them. */
  private static double cores(Section section) {
    return section.map().path("capacity").isObject()
        ? section.section("capacity").decimal("cores", ServerConfig.DEFAULT_CAPACITY)
        : section.decimal("capacity", ServerConfig.DEFAULT_CAPACITY);
  }

  private static String defaultId(Set<ServerRole> roles, URI url) {
    String role = roles.stream().map(ServerRole::token).collect(Collectors.joining("-"));
    Authority place = Authority.of(url).orElseThrow();
    String host = place.host().replaceAll("[\\[\\]]", "");
    return role + "-" + host + ":" + place.portOr(url.getScheme().endsWith("https") ? 443 : 80);
  }

  private void add(Section section, Server server) {
    KeyPath first = ids.putIfAbsent(server.id(), section.path());
    if (first != null) {
      String unique = "an id of its own; " + first + " has this one";
      section
          .tree()
          .error(section.path().key("id"), Values.expected(Values.quoted(server.id()), unique));
      return;
    }
    ServerAccess access = AccessReader.read(section, server.url());
    servers.add(new ServerConfig(server, resources(section, server), access));
  }

  private static TranscodingResources resources(Section section, Server server) {
    boolean transcodes = server.is(ServerRole.TRANSCODING);
    String load = section.text("load", transcodes ? TranscodingResources.DEFAULT_LOAD : OFF);
    String probe = section.text("probe", TranscodingResources.DEFAULT_PROBE);
    return new TranscodingResources(
        section.text("transcode", TranscodingResources.DEFAULT_TRANSCODE),
        probe.equals(OFF) ? null : probe,
        load.equals(OFF) ? null : load,
        section.text("task", TranscodingResources.DEFAULT_TASK),
        section.optionalText("many"),
        segments(section));
  }

  private static @Nullable String segments(Section section) {
    String segments = section.text("segments", TranscodingResources.DEFAULT_SEGMENTS);
    return segments.equals(OFF) ? null : segments;
  }
}
