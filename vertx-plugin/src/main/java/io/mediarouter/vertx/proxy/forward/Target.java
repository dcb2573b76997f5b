package io.mediarouter.vertx.proxy.forward;

import io.mediarouter.vertx.farm.BackEnd;
import io.vertx.core.http.RequestOptions;
import java.util.List;

/**
 * A place where an answer can be had.
 *
 * @param request goes there, with the request's fields
 * @param withheld names of fields that this server does not get
 */
public record Target(BackEnd server, RequestOptions request, List<CharSequence> withheld) {
  public Target {
    withheld = List.copyOf(withheld);
  }

  /** A target that gets all fields. */
  public Target(BackEnd server, RequestOptions request) {
    this(server, request, List.of());
  }

  public String id() {
    return server.server().id();
  }
}
