package io.mediarouter.vertx.config.resilience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.KeyForm;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Section;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The form of circuit breakers' settings. What a role leaves out is as everywhere, what a server
 * leaves out as for its role.
 */
final class BreakersForm implements Form<BreakersConfig> {
  private static final String ROLES = "roles";
  private static final String SERVERS = "servers";
  private static final String BREAKER = "a map of breaker settings";

  private final RecordForm<BreakerSettings> settings = RecordForm.of(BreakerSettings.class);

  @Override
  public ObjectNode schema() {
    ObjectNode schema = settings.schema();
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties.set(ROLES, roles());
    ObjectNode servers = Forms.schema("object", "a map of server ids to breaker settings");
    servers.put(
        "description", "The same for single servers; what is left out is as for their role.");
    servers.set("additionalProperties", ofSome("For that server."));
    properties.set(SERVERS, servers);
    return schema;
  }

  private ObjectNode roles() {
    ObjectNode roles = Forms.schema("object", "a map of roles to breaker settings");
    roles.put(
        "description", "The same for the servers of a role; what is left out is as everywhere.");
    ObjectNode properties = roles.put("additionalProperties", false).putObject("properties");
    properties.set("origin", ofSome("For origins."));
    properties.set("transcoding", ofSome("For transcoding servers."));
    properties.set("distribution", ofSome("For distribution servers."));
    return roles;
  }

  private ObjectNode ofSome(String description) {
    return settings.schemaOfChanges().put("title", BREAKER).put("description", description);
  }

  @Override
  public List<KeyForm<?>> keys() {
    return settings.keys();
  }

  @Override
  public @Nullable BreakersConfig read(Section written) {
    BreakerSettings defaults = read(written, BreakerSettings.DEFAULT);
    Map<ServerRole, BreakerSettings> roles = new EnumMap<>(ServerRole.class);
    Section byRole = written.section(ROLES);
    for (ServerRole role : ServerRole.values()) {
      if (byRole.has(role.token())) {
        roles.put(role, read(byRole.section(role.token()), defaults));
      }
    }
    Map<String, Map<ServerRole, BreakerSettings>> servers = new HashMap<>();
    Section byServer = written.section(SERVERS);
    byServer.keys().forEach(id -> servers.put(id, ofServer(byServer.section(id), roles, defaults)));
    return new BreakersConfig(defaults, roles, servers);
  }

  private Map<ServerRole, BreakerSettings> ofServer(
      Section written, Map<ServerRole, BreakerSettings> roles, BreakerSettings defaults) {
    var byRole = new EnumMap<ServerRole, BreakerSettings>(ServerRole.class);
    for (ServerRole role : ServerRole.values()) {
      byRole.put(role, read(written, roles.getOrDefault(role, defaults)));
    }
    return byRole;
  }

  private BreakerSettings read(Section written, BreakerSettings base) {
    BreakerSettings read = settings.read(written, base);
    return read == null ? base : read;
  }

  @Override
  public JsonNode write(BreakersConfig value) {
    ObjectNode map = (ObjectNode) settings.write(value.defaults());
    ObjectNode roles = map.putObject(ROLES);
    new TreeMap<>(value.roles())
        .forEach((role, each) -> roles.set(role.token(), settings.write(each)));
    ObjectNode servers = map.putObject(SERVERS);
    new TreeMap<>(value.servers()).forEach((id, each) -> servers.set(id, changes(each, value)));
    return map;
  }

  /** What a server has otherwise than the roles. */
  private ObjectNode changes(Map<ServerRole, BreakerSettings> server, BreakersConfig all) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    server.forEach(
        (role, each) ->
            addChanges(
                settings.write(all.roles().getOrDefault(role, all.defaults())),
                settings.write(each),
                changes));
    return changes;
  }

  private static void addChanges(JsonNode from, JsonNode to, ObjectNode changes) {
    for (Map.Entry<String, JsonNode> entry : to.properties()) {
      JsonNode before = from.path(entry.getKey());
      if (entry.getValue().isObject()) {
        ObjectNode nested = JsonNodeFactory.instance.objectNode();
        addChanges(before, entry.getValue(), nested);
        if (!nested.isEmpty()) {
          changes.withObject("/" + entry.getKey()).setAll(nested);
        }
      } else if (!before.equals(entry.getValue())) {
        changes.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
