package io.mediarouter.vertx.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;

/** The fields that tell a back end who asks: what a client says there itself is replaced. */
final class ForwardedFields {
  private static final List<String> CLIENTS_OWN =
      List.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-forwarded-port",
          "x-real-ip",
          "via");

  private ForwardedFields() {}

  static void replace(MultiMap headers, HttpServerRequest request) {
    CLIENTS_OWN.forEach(headers::remove);
    headers.set("x-forwarded-for", request.remoteAddress().hostAddress());
    headers.set("x-forwarded-proto", request.isSSL() ? "https" : "http");
    HostAndPort authority = request.authority();
    if (authority != null) {
      headers.set("x-forwarded-host", authority.toString());
    }
  }
}
