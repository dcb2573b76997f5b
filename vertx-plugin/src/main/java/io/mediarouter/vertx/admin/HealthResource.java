package io.mediarouter.vertx.admin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The resource that tells a balancer in front whether this proxy is to be sent requests. */
final class HealthResource {
  private static final int UNAVAILABLE = 503;

  private final AdminParts parts;

  HealthResource(AdminParts parts) {
    this.parts = parts;
  }

  void show(RoutingContext context) {
    boolean stopping = parts.stopping().getAsBoolean();
    Answers.json(
        context,
        stopping ? UNAVAILABLE : 200,
        new JsonObject()
            .put("status", stopping ? "stopping" : "up")
            .put("member", parts.state().self())
            .put("members", parts.state().members().size()));
  }
}
