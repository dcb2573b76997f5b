package io.mediarouter.vertx.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The fields that belong to one connection (RFC 9110, section 7.6.1) and must not be passed on. */
public final class HopByHop {
  private static final List<CharSequence> FIELDS =
      FieldNames.allOf(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private HopByHop() {}

  /** Removes them, and those that any line of {@code Connection} names. */
  public static void strip(MultiMap headers) {
    if (headers.contains(HttpHeaders.CONNECTION)) {
      stripNamed(headers);
    }
    for (CharSequence field : FIELDS) {
      headers.remove(field);
    }
  }

  private static void stripNamed(MultiMap headers) {
    for (String line : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String name : line.split(",", -1)) {
        headers.remove(name.strip());
      }
    }
  }
}
