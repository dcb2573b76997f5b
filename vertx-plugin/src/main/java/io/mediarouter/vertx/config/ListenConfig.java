package io.mediarouter.vertx.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the stand-alone proxy takes requests.
 *
 * @param host address to listen on
 * @param port port to listen on, 0..65535; 0 = any free one
 * @param h2c whether HTTP/2 is spoken without TLS, too
 * @param tls by which it speaks TLS, and HTTP/2 where the client can; null = it does not
 */
public record ListenConfig(String host, int port, boolean h2c, @Nullable TlsConfig tls) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8080;

  public static final boolean DEFAULT_H2C = true;

  public static final ListenConfig DEFAULT = new ListenConfig(DEFAULT_HOST, DEFAULT_PORT);

  /** What is expected of the address of another listener. */
  static final String ANOTHER = "another address than listen's";

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "::1", "[::1]", "localhost", "localhost.");

  public ListenConfig {
    Checks.port("listen.port", port, 0);
  }

  /** One without TLS. */
  public ListenConfig(String host, int port) {
    this(host, port, DEFAULT_H2C, null);
  }

  /** The same on another port. */
  public ListenConfig on(int otherPort) {
    return new ListenConfig(host, otherPort, h2c, tls);
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
