package io.mediarouter.vertx.admin;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.config.ConfigAttempt;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.EffectiveConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The resource of the configuration: what is in force since when, and what became of the last
 * attempt to change it. POST has the file read again.
 */
final class ConfigResource {
  private static final String METHODS = "GET, HEAD, POST";
  private static final int CONFLICT = 409;
  private static final int REFUSED = 422;

  private final AdminParts parts;

  ConfigResource(AdminParts parts) {
    this.parts = parts;
  }

  void addTo(Router router) {
    String path = parts.path() + "/config";
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::show);
    router.post(path).handler(this::reload);
    router.route(path).handler(context -> Answers.notAllowed(context, METHODS));
  }

  private void show(RoutingContext context) {
    answer(context, 200);
  }

  private void reload(RoutingContext context) {
    ConfigFile file = parts.configFile();
    if (file == null) {
      String detail = "The configuration comes from a program, not from a file.";
      Answers.problem(context, Problem.of(CONFLICT, "No configuration file", detail));
      return;
    }
    parts
        .vertx()
        .executeBlocking(file::reload, false)
        .onSuccess(attempt -> answer(context, attempt.isRefused() ? REFUSED : 200))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, int status) {
    var json = new JsonObject();
    ConfigFile file = parts.configFile();
    if (file != null) {
      json.put("in_force", json(file.inForce())).put("last_attempt", json(file.lastAttempt()));
    }
    json.put("effective", EffectiveConfig.of(parts.config().get()));
    Answers.json(context, status, json);
  }

  private static JsonObject json(ConfigAttempt attempt) {
    return new JsonObject()
        .put("read_at", Answers.moment(attempt.at()))
        .put("sha256", attempt.digest())
        .put("refused", attempt.isRefused())
        .put("errors", new JsonArray(attempt.errors()));
  }
}
