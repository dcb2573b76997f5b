package io.mediarouter.vertx.config.servers;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.vertx.config.form.Checks;

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
