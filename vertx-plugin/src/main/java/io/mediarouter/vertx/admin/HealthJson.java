package io.mediarouter.vertx.admin;

import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** How a server's health is told to operators. */
final class HealthJson {
  private HealthJson() {}

  static JsonObject of(ServerHealth health) {
    return new JsonObject()
        .put("condition", health.condition().token())
        .put("refused_here", works(health.refused()))
        .put("ejected", works(health.ejected()))
        .put("slow_start", health.slowStart() != null);
  }

  private static JsonArray works(Set<Work> works) {
    return new JsonArray(works.stream().sorted().map(Work::token).toList());
  }
}
