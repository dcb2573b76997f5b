package io.mediarouter.vertx.config;

/**
 * Where the stand-alone proxy takes requests.
 *
 * @param host address to listen on
 * @param port port to listen on, 0..65535; 0 = any free one
 */
public record ListenConfig(String host, int port) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8080;

  public static final ListenConfig DEFAULT = new ListenConfig(DEFAULT_HOST, DEFAULT_PORT);

  public ListenConfig {
    Checks.port("listen.port", port, 0);
  }
}
