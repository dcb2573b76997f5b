package io.mediarouter.vertx.config;

/**
 * Where supervisors, balancers and Prometheus ask the stand-alone proxy without a token.
 *
 * @param host address to listen on
 * @param port port to listen on, 0..65535; 0 = any free one
 */
public record ProbesConfig(String host, int port) {
  public static final String DEFAULT_HOST = ListenConfig.DEFAULT_HOST;
  public static final int DEFAULT_PORT = 8082;

  public ProbesConfig {
    Checks.port("probes.port", port, 0);
  }
}
