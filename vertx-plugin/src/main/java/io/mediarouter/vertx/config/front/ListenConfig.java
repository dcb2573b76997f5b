package io.mediarouter.vertx.config.front;

import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;
import io.mediarouter.vertx.config.form.Texts;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of where the stand-alone proxy takes requests. */
public record ListenConfig(
    @Key(
            value = "Address to listen on.",
            is = Texts.HOST,
            pattern = Texts.HOST_PATTERN,
            absent = "127.0.0.1",
            fixed = true)
        String host,
    @Key(
            value = "Port to listen on. 0: any free one.",
            absent = "8080",
            range = "0..65535",
            fixed = true)
        int port,
    @Key(
            value =
                "Each connection begins with who it is for (PROXY protocol, version 1 or 2), and"
                    + " only trustedProxies may connect.",
            absent = "false",
            fixed = true)
        boolean proxyProtocol,
    @Key(value = "Whether HTTP/2 is spoken without TLS, too.", absent = "true", fixed = true)
        boolean h2c,
    @Key(
            value =
                "The files by which it speaks TLS, and HTTP/2 where the client can; read again when"
                    + " they change. Absent: it does not.",
            fixed = true)
        @Nullable TlsConfig tls) {
  public static final ListenConfig DEFAULT = RecordForm.defaults(ListenConfig.class);

  /** What is expected of the address of another listener. */
  public static final String ANOTHER = "another address than listen's";

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final Set<String> LOOPBACK =
      Set.of("127.0.0.1", "::1", "[::1]", "localhost", "localhost.");

  public ListenConfig {
    Checks.port("listen.port", port, 0);
  }

  /** One without TLS. */
  public ListenConfig(String host, int port) {
    this(host, port, false, true, null);
  }

  /** The same on another port. */
  public ListenConfig on(int otherPort) {
    return new ListenConfig(host, otherPort, proxyProtocol, h2c, tls);
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
