package io.mediarouter.vertx.proxy;

import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/**
 * Where an answer can be had.
 *
 * @param request goes there, with the request's fields
 * @param withheld names of fields that this server does not get
 */
record Target(BackEnd server, RequestOptions request, List<CharSequence> withheld) {
  Target {
    withheld = List.copyOf(withheld);
  }

  /** A target that gets all fields. */
  Target(BackEnd server, RequestOptions request) {
    this(server, request, List.of());
  }

  String id() {
    return server.server().id();
  }
}
