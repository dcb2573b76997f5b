package io.mediarouter.vertx.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and by whom the operators' interface is reached, apart from the media.
 *
 * @param host address to listen on
 * @param port port to listen on, 0..65535; 0 = any free one
 * @param path start of all its paths, such as {@code /admin}; empty = the root
 * @param tokenFile file with a token on each line, one of which every request has to show; read at
 *     each request; null = there is none. Without any token only clients on this machine are served
 * @param hosts names by which it is reached, besides addresses and names without a dot, such as
 *     {@code localhost}
 * @param tls by which it speaks TLS; null = it does not
 */
public record AdminConfig(
    String host,
    int port,
    String path,
    @Nullable String tokenFile,
    List<String> hosts,
    @Nullable TlsConfig tls) {
  public static final String DEFAULT_HOST = ListenConfig.DEFAULT_HOST;
  public static final int DEFAULT_PORT = 8081;
  public static final String DEFAULT_PATH = "/admin";

  public static final AdminConfig DEFAULT =
      new AdminConfig(DEFAULT_HOST, DEFAULT_PORT, DEFAULT_PATH);

  public AdminConfig {
    Checks.port("admin.port", port, 0);
    Checks.require(
        MediaRoutingConfig.isPathPrefix(path),
        "admin.path",
        Values.quoted(path),
        MediaRoutingConfig.PATH_PREFIX);
    hosts = List.copyOf(hosts);
  }

  /** One for clients on this machine only. */
  public AdminConfig(String host, int port, String path) {
    this(host, port, path, null, List.of(), null);
  }
}
