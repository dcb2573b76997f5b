package io.mediarouter.vertx.config;

import io.mediarouter.farm.Server;

/**
 * One server of the farm with what only its adapter has to know.
 *
 * @param server the server; its URL ends with a slash
 * @param resources where to reach what it does as a transcoding server; the defaults for other
 *     servers
 */
public record ServerConfig(Server server, TranscodingResources resources) {
  /** Cores for tasks of a server that says nothing else. */
  public static final double DEFAULT_CAPACITY = 4;

  public ServerConfig {
    Checks.require(
        server.url().toString().endsWith("/"),
        "url",
        server.url().toString(),
        "a slash at its end");
  }
}
