package io.mediarouter.vertx.config;

/**
 * Where operators reach the proxy, apart from the media.
 *
 * @param host address to listen on
 * @param port port to listen on, 0..65535; 0 = any free one
 * @param path start of all its paths, such as {@code /admin}; empty = the root
 */
public record AdminConfig(String host, int port, String path) {
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
  }
}
