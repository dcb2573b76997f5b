package io.mediarouter.vertx.admin;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.config.ConfigAttempt;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.EffectiveConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The resource of the configuration: what is in force since when, and what became of the last
 * attempt to change it. POST has the file read again.
 */
public final class ConfigResource implements AdminResource {
  private static final int CONFLICT = 409;
  private static final int REFUSED = 422;

  private final AdminBasis basis;
  private final @Nullable ConfigFile file;

  /**
   * The configuration.
   *
   * @param file where it comes from; null = from a program
   */
  public ConfigResource(AdminBasis basis, @Nullable ConfigFile file) {
    this.basis = basis;
    this.file = file;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/config").read(this::show).operate(this::reload);
  }

  private void show(RoutingContext context) {
    answer(context, 200);
  }

  private void reload(RoutingContext context) {
    if (file == null) {
      String detail = "The configuration comes from a program, not from a file.";
      Answers.problem(context, Problem.of(CONFLICT, "No configuration file", detail));
      return;
    }
    basis
        .vertx()
        .executeBlocking(file::reload, false)
        .onSuccess(attempt -> answer(context, attempt.isRefused() ? REFUSED : 200))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, int status) {
    var json = new JsonObject();
    if (file != null) {
      json.put("in_force", json(file.inForce())).put("last_attempt", json(file.lastAttempt()));
    }
    json.put("effective", EffectiveConfig.of(basis.config().get()));
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
