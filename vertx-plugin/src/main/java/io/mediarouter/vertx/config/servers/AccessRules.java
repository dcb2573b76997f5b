package io.mediarouter.vertx.config.servers;

import io.mediarouter.vertx.config.form.Section;
import io.mediarouter.vertx.config.servers.ServerAccess.TlsFiles;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of what a server may want to see. No mistake that they find tells a secret. */
record AccessRules(Section server, ServerKeys written) {
  private static final Set<String> OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "te", "range", "expect");

  /** What the server's section says; mistakes are added to it. */
  ServerAccess access() {
    Map<String, Secret> headers = headers();
    if (server.has("basic") && headers.containsKey("authorization")) {
      error(server, "basic", "only without headers.Authorization");
    }
    ServerKeys.Basic basic = written.basic();
    return new ServerAccess(
        headers,
        basic == null ? null : basic.user(),
        basic == null ? null : basic.secret(),
        tls(),
        s3(headers),
        written.relay());
  }

  private static void error(Section section, String key, String expected) {
    section.error(key, "set", expected);
  }

  private Map<String, Secret> headers() {
    Map<String, Secret> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(written.headers());
    Section headers = server.section("headers");
    headers.keys().stream()
        .filter(name -> OURS.contains(name.toLowerCase(Locale.ROOT)))
        .forEach(name -> error(headers, name, "absent: the proxy sets this field itself"));
    return all;
  }

  private @Nullable TlsFiles tls() {
    TlsFiles tls = written.tls();
    if (tls == null) {
      return null;
    }
    if (!written.url().getScheme().endsWith("https")) {
      error(server, "tls", "only where url is one of https");
    }
    if (tls.key() != null && tls.certificate() == null) {
      error(server.section("tls"), "key", "only beside certificate");
    }
    return tls;
  }

  private @Nullable S3Config s3(Map<String, Secret> headers) {
    if (!S3Url.is(written.url())) {
      if (server.has("s3")) {
        error(server, "s3", "only where url begins with s3+http:// or s3+https://");
      }
      return null;
    }
    if (server.has("basic")) {
      error(server, "basic", "only where url does not begin with s3+: there requests are signed");
    }
    headers.keySet().stream()
        .filter(AccessRules::isOfSignatures)
        .forEach(name -> error(server.section("headers"), name, "absent: requests are signed"));
    return written.s3() == null ? S3Config.DEFAULT : written.s3();
  }

  private static boolean isOfSignatures(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("authorization") || name.startsWith("x-amz-");
  }
}
