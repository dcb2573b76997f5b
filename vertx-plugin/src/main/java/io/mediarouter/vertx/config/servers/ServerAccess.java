package io.mediarouter.vertx.config.servers;

import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.Texts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server wants to see of those who ask it. It is this proxy's own: it is neither shared with
 * other proxies nor shown, since it leads to secrets.
 *
 * @param headers fields of every request, by name
 * @param user goes with {@code password}; null = neither is wanted
 * @param password null only without a user
 * @param tls whom to trust and what to show; null = as the JDK does, and nothing
 * @param s3 how requests are signed; null = they are not
 * @param relay whether transcoding servers get at what lies there through this proxy; null = where
 *     they would be refused
 */
public record ServerAccess(
    Map<String, Secret> headers,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable TlsFiles tls,
    @Nullable S3Config s3,
    @Nullable Boolean relay) {
  /** The keys of a server in the configuration that hold it. */
  public static final List<String> KEYS = List.of("headers", "basic", "tls", "s3", "relay");

  /** Of a server that takes requests from everybody. */
  public static final ServerAccess NONE = new ServerAccess(Map.of(), null, null, null, null, null);

  /**
   * The files by which TLS is spoken with one server, all in PEM.
   *
   * @param trust the authorities that its certificate has to be signed by; null = those of the JDK
   * @param certificate what this proxy shows, and then what that is signed by; null = nothing
   * @param key its private key; null = it is in the file of the certificate
   */
  public record TlsFiles(
      @Key(
              value =
                  "PEM file with the authorities that its certificate has to be signed by. Absent:"
                      + " those of the JDK.",
              is = Texts.FILE,
              pattern = Texts.SOME)
          @Nullable String trust,
      @Key(
              value =
                  "PEM file with the certificate that this proxy shows, and then those that it is"
                      + " signed by. Absent: it shows none.",
              is = Texts.FILE,
              pattern = Texts.SOME)
          @Nullable String certificate,
      @Key(
              value =
                  "PEM file with its private key, not encrypted. Absent: it is in the file of the"
                      + " certificate.",
              is = Texts.FILE,
              pattern = Texts.SOME)
          @Nullable String key) {}

  public ServerAccess {
    headers = Map.copyOf(headers);
  }
}
