package io.mediarouter.vertx.proxy;

import io.vertx.core.MultiMap;
import java.util.List;

/** The fields that belong to one connection (RFC 9110, section 7.6.1) and must not be passed on. */
final class HopByHop {
  private static final List<String> FIELDS =
      List.of(
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
    String named = headers.get("connection");
    if (named != null) {
      for (String name : named.split(",", -1)) {
        headers.remove(name.strip());
      }
    }
    FIELDS.forEach(headers::remove);
  }
}
