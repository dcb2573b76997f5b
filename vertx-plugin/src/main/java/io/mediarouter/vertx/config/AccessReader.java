package io.mediarouter.vertx.config;

import io.mediarouter.vertx.config.ServerAccess.TlsFiles;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reader of what a server wants to see. No mistake that it finds tells a secret. */
final class AccessReader {
  private static final Set<String> OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "te", "range", "expect");

  private final Section server;

  private AccessReader(Section server) {
    this.server = server;
  }

  /**
   * What a server's section says; mistakes are added to it.
   *
   * @param url where the server is
   */
  static ServerAccess read(Section server, URI url) {
    return new AccessReader(server).access(url);
  }

  private ServerAccess access(URI url) {
    Map<String, Secret> headers = headers();
    if (server.has("basic") && headers.containsKey("authorization")) {
      error(server, "basic", "only without headers.Authorization");
    }
    Section basic = server.section("basic");
    return new ServerAccess(
        headers,
        basic.optionalText("user"),
        server.has("basic") ? Secret.read(basic, "password") : null,
        tls(url),
        s3(url, headers));
  }

  private static void error(Section section, String key, String expected) {
    section.tree().error(section.path().key(key), Values.expected("set", expected));
  }

  private Map<String, Secret> headers() {
    Map<String, Secret> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Section headers = server.section("headers");
    for (String name : headers.keys()) {
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        error(headers, name, "absent: the proxy sets this field itself");
      }
      all.put(name, Secret.read(headers, name));
    }
    return all;
  }

  private @Nullable TlsFiles tls(URI url) {
    if (!server.has("tls")) {
      return null;
    }
    if (!url.getScheme().endsWith("https")) {
      error(server, "tls", "only where url is one of https");
    }
    Section tls = server.section("tls");
    if (tls.has("key") && !tls.has("certificate")) {
      error(tls, "key", "only beside certificate");
    }
    return new TlsFiles(
        tls.optionalText("trust"), tls.optionalText("certificate"), tls.optionalText("key"));
  }

  private @Nullable S3Config s3(URI url, Map<String, Secret> headers) {
    if (!S3Url.is(url)) {
      if (server.has("s3")) {
        error(server, "s3", "only where url begins with s3+http:// or s3+https://");
      }
      return null;
    }
    if (server.has("basic")) {
      error(server, "basic", "only where url does not begin with s3+: there requests are signed");
    }
    headers.keySet().stream()
        .filter(AccessReader::isOfSignatures)
        .forEach(name -> error(server.section("headers"), name, "absent: requests are signed"));
    Section s3 = server.section("s3");
    return s3.checkedHere(() -> S3Config.read(s3), S3Config.DEFAULT);
  }

  private static boolean isOfSignatures(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("authorization") || name.startsWith("x-amz-");
  }
}
