package io.mediarouter.vertx.config;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * One server of the farm with what only its adapter has to know.
 *
 * @param server the server; its URL ends with a slash
 * @param resources where to reach what it does as a transcoding server; the defaults for other
 *     servers
 * @param access what it wants to see of those who ask it
 */
public record ServerConfig(Server server, TranscodingResources resources, ServerAccess access) {
  /** A server that takes requests from everybody. */
  public ServerConfig(Server server, TranscodingResources resources) {
    this(server, resources, ServerAccess.NONE);
  }

  public ServerConfig {
    Checks.require(
        server.url().toString().endsWith("/"),
        "url",
        server.url().toString(),
        "a slash at its end");
  }

  /**
   * Reads one server with the keys and rules of the configuration.
   *
   * @throws ConfigException naming every mistake
   */
  public static ServerConfig from(JsonObject json) {
    return ConfigLoader.from(new JsonObject().put("servers", new JsonArray().add(json)))
        .servers()
        .get(0);
  }

  /** The server in the form that all proxies share. */
  public ServerDefinition definition() {
    return new ServerDefinition(
        server,
        resources.transcode(),
        resources.probe(),
        resources.task(),
        resources.load(),
        resources.many(),
        resources.segments());
  }
}
