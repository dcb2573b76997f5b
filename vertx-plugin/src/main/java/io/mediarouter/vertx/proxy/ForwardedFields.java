package io.mediarouter.vertx.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;

/** The fields that tell a back end who asks: what a client says there itself is replaced. */
final class ForwardedFields {
  private static final CharSequence FOR = FieldNames.of("x-forwarded-for");
  private static final CharSequence PROTO = FieldNames.of("x-forwarded-proto");
  private static final CharSequence HOST = FieldNames.of("x-forwarded-host");

  /** Those that are set anew in any case need no removal. */
  private static final List<CharSequence> CLIENTS_OWN =
      FieldNames.allOf("forwarded", "x-forwarded-host", "x-forwarded-port", "x-real-ip", "via");

  private ForwardedFields() {}

  static void replace(MultiMap headers, HttpServerRequest request) {
    for (CharSequence field : CLIENTS_OWN) {
      headers.remove(field);
    }
    headers.set(FOR, request.remoteAddress().hostAddress());
    headers.set(PROTO, request.isSSL() ? "https" : "http");
    HostAndPort authority = request.authority();
    if (authority != null) {
      headers.set(HOST, authority.toString());
    }
  }
}
