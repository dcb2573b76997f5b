package io.mediarouter.vertx.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The fields that belong to one connection (RFC 9110, section 7.6.1) and must not be passed on. */
final class HopByHop {
  private static final List<CharSequence> FIELDS =
      FieldNames.allOf(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}

  /** Removes them, and those that {@code Connection} names. */
  static void strip(MultiMap headers) {
    String named = headers.get(HttpHeaders.CONNECTION);
    if (named != null) {
      for (String name : named.split(",", -1)) {
        headers.remove(name.strip());
      }
    }
    for (CharSequence field : FIELDS) {
      headers.remove(field);
    }
  }
}
