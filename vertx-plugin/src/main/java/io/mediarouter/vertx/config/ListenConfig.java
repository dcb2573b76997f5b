package io.mediarouter.vertx.config;

import java.util.Locale;
import java.util.Set;

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

  /** What is expected of the address of another listener. */
  static final String ANOTHER = "another address than listen's";

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "::1", "[::1]", "localhost", "localhost.");

  public ListenConfig {
    Checks.port("listen.port", port, 0);
  }

  /** Whether connections to that address come here, too, as far as the names tell. */
  public boolean isAlso(String otherHost, int otherPort) {
    return port == otherPort && port != 0 && overlap(lower(host), lower(otherHost));
  }

  private static boolean overlap(String one, String other) {
    return one.equals(other)
        || EVERY_ADDRESS.contains(one)
        || EVERY_ADDRESS.contains(other)
        || LOOPBACK.contains(one) && LOOPBACK.contains(other);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
