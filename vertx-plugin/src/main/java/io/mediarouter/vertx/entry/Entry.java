package io.mediarouter.vertx.entry;

import io.mediarouter.vertx.config.servers.S3Config;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that one server is shown, which must not be told to anybody else.
 *
 * @param headers fields of every request
 * @param tls how TLS is spoken; null = as the JDK does
 * @param s3 how requests are signed; null = they are not
 * @param relay whether others get at what lies there through this proxy; null = where they would be
 *     refused
 */
public record Entry(
    Map<String, String> headers,
    @Nullable TlsEntry tls,
    @Nullable S3Entry s3,
    @Nullable Boolean relay) {
  /** Of a server that takes requests from everybody. */
  public static final Entry NONE = new Entry(Map.of(), null, null, null);

  /** How requests are signed, and by which keys. */
  public record S3Entry(S3Config config, S3Keys keys) {}

  public Entry {
    headers = Map.copyOf(headers);
  }

  /** Whether others get at what lies there through this proxy alone. */
  public boolean isRelayed() {
    boolean shown = !headers.isEmpty() || (tls != null && tls.certificate() != null);
    return relay == null ? shown : relay;
  }

  /** Without any secret. */
  @Override
  public String toString() {
    return "Entry[headers=" + headers.keySet() + ", tls=" + tls + ", s3=" + s3 + "]";
  }
}
