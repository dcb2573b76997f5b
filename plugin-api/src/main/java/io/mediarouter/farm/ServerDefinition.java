package io.mediarouter.farm;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server of the farm with where to reach what it does. The URIs are RFC 6570 templates relative
 * to the server's URL.
 *
 * @param server the server
 * @param transcode streams a rendition
 * @param probe tells the properties of a source; null = it does not
 * @param task a running task
 * @param load tells the server's load; null = it does not
 * @param many makes several renditions of a source with one decode; null = it makes one at a time
 * @param segments makes segments of a stream in a row; null = it does not
 */
public record ServerDefinition(
    Server server,
    String transcode,
    @Nullable String probe,
    String task,
    @Nullable String load,
    @Nullable String many,
    @Nullable String segments) {

  /** A server that makes no segments. */
  public ServerDefinition(
      Server server,
      String transcode,
      @Nullable String probe,
      String task,
      @Nullable String load,
      @Nullable String many) {
    this(server, transcode, probe, task, load, many, null);
  }

  /** Its name in the farm. */
  public String id() {
    return server.id();
  }

  /** The same in other roles. */
  public ServerDefinition in(Set<ServerRole> roles) {
    return with(roles, server.capacityCores());
  }

  /** The same with so many cores. */
  public ServerDefinition withCapacity(double cores) {
    return with(server.roles(), cores);
  }

  private ServerDefinition with(Set<ServerRole> roles, double cores) {
    var changed =
        new Server(
            server.id(),
            roles,
            server.url(),
            cores,
            server.sessions(),
            server.capabilities(),
            server.assetPath());
    return new ServerDefinition(changed, transcode, probe, task, load, many, segments);
  }
}
