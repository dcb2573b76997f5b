package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.farm.Authority;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.ManyForms;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.tree.KeyPath;
import io.mediarouter.vertx.config.tree.Values;
import io.vertx.uritemplate.UriTemplate;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The form of the list of servers. */
public final class ServersForm implements Form<List<ServerConfig>> {
  private static final List<String> TEMPLATES =
      List.of("transcode", "probe", "load", "task", "many", "segments");

  /** The keys that a server which is no origin has not. */
  private static final List<String> OF_ORIGINS = List.of("path", "relay");

  /** The keys that a server which is only an origin has not. */
  private static final List<String> OF_OTHERS =
      List.of("transcode", "probe", "load", "task", "many", "segments", "capacity", "makes");

  private final RecordForm<ServerKeys> keys = RecordForm.of(ServerKeys.class);

  @Override
  public ObjectNode schema() {
    ObjectNode schema =
        Forms.schema("array", "a list of at least one server, each with role and url")
            .put("minItems", 1)
            .put("maxItems", 1000);
    schema.set("items", keys.schema().put("title", "a map with role and url"));
    return schema;
  }

  /** The servers without mistakes. */
  @Override
  public List<ServerConfig> read(Section written) {
    Map<String, KeyPath> ids = new HashMap<>();
    List<ServerConfig> servers = new ArrayList<>();
    for (int i = 0; i < written.map().size(); i++) {
      ServerConfig server = server(written.item(i));
      if (server != null && isNew(server.server().id(), written.item(i), ids)) {
        servers.add(server);
      }
    }
    return servers;
  }

  private static boolean isNew(String id, Section section, Map<String, KeyPath> ids) {
    KeyPath first = ids.putIfAbsent(id, section.path());
    if (first != null) {
      String unique = "an id of its own; " + first + " has this one";
      section.error("id", Values.quoted(id), unique);
    }
    return first == null;
  }

  private @Nullable ServerConfig server(Section section) {
    section.keys().forEach(key -> requireTemplate(section, key));
    ServerKeys written = keys.read(section);
    if (written == null) {
      return null;
    }
    Set<ServerRole> roles = EnumSet.noneOf(ServerRole.class);
    roles.addAll(written.roles() == null ? List.of() : written.roles());
    if (written.role() != null) {
      roles.add(written.role());
    }
    requireFitting(section, roles);
    ServerAccess access = new AccessRules(section, written).access();
    return new ServerConfig(server(written, roles), resources(written, roles), access);
  }

  /** A server may be moved between transcoding and distribution, so both may have either's keys. */
  private static void requireFitting(Section section, Set<ServerRole> roles) {
    if (!roles.contains(ServerRole.ORIGIN)) {
      section.keys().stream()
          .filter(OF_ORIGINS::contains)
          .forEach(key -> section.error(key, "only for role origin"));
    }
    if (roles.equals(Set.of(ServerRole.ORIGIN))) {
      section.keys().stream()
          .filter(OF_OTHERS::contains)
          .forEach(key -> section.error(key, "only for roles transcoding and distribution"));
    }
  }

  private static void requireTemplate(Section section, String key) {
    if (!TEMPLATES.contains(key) || section.text(key, "").equals(Forms.OFF)) {
      return;
    }
    try {
      UriTemplate.of(section.text(key, ""));
    } catch (RuntimeException e) {
      section.error(key, "an RFC 6570 template");
    }
  }

  private static Server server(ServerKeys written, Set<ServerRole> roles) {
    Integer sessions = written.capacity().sessions();
    Capabilities makes = written.makes() == null ? Capabilities.ALL : written.makes();
    return new Server(
        written.id() == null ? defaultId(roles, written.url()) : written.id(),
        roles,
        written.url(),
        written.capacity().cores(),
        sessions == null ? 0 : sessions,
        makes.withSegments(written.segments() != null),
        written.path());
  }

  private static String defaultId(Set<ServerRole> roles, URI url) {
    String role = roles.stream().map(ServerRole::token).collect(Collectors.joining("-"));
    Authority place = Authority.of(url).orElseThrow();
    String host = place.host().replaceAll("[\\[\\]]", "");
    return role + "-" + host + ":" + place.portOr(url.getScheme().endsWith("https") ? 443 : 80);
  }

  private static TranscodingResources resources(ServerKeys written, Set<ServerRole> roles) {
    return new TranscodingResources(
        written.transcode(),
        written.probe(),
        load(written.load(), roles),
        written.task(),
        written.many(),
        written.segments());
  }

  private static @Nullable String load(@Nullable String written, Set<ServerRole> roles) {
    if (written == null) {
      return roles.contains(ServerRole.TRANSCODING) ? TranscodingResources.DEFAULT_LOAD : null;
    }
    return written.equals(Forms.OFF) ? null : written;
  }

  @Override
  public JsonNode write(List<ServerConfig> value) {
    return ManyForms.array(value, each -> fitting(each, keys.write(written(each))));
  }

  @Override
  public JsonNode show(List<ServerConfig> value) {
    return ManyForms.array(value, each -> fitting(each, keys.show(written(each))));
  }

  /** Without the keys that are not for its roles. */
  private static JsonNode fitting(ServerConfig config, JsonNode written) {
    ObjectNode map = (ObjectNode) written;
    if (!config.server().is(ServerRole.ORIGIN)) {
      map.putNull("path");
    } else if (config.server().roles().size() == 1) {
      OF_OTHERS.forEach(map::putNull);
    }
    return map;
  }

  private static ServerKeys written(ServerConfig config) {
    Server server = config.server();
    TranscodingResources resources = config.resources();
    ServerAccess access = config.access();
    return new ServerKeys(
        server.id(),
        null,
        List.copyOf(EnumSet.copyOf(server.roles())),
        server.url(),
        server.assetPath(),
        new CapacityForm.Capacity(
            server.capacityCores(), server.sessions() == 0 ? null : server.sessions()),
        server.capabilities().equals(Capabilities.ALL.withSegments(resources.segments() != null))
            ? null
            : server.capabilities(),
        resources.transcode(),
        resources.probe(),
        resources.load() == null ? Forms.OFF : resources.load(),
        resources.task(),
        resources.many(),
        access.headers(),
        access.password() == null
            ? null
            : new ServerKeys.Basic(String.valueOf(access.user()), access.password(), null),
        access.tls(),
        access.s3(),
        access.relay(),
        resources.segments());
  }
}
