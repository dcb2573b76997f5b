package io.mediarouter.vertx.admin;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.metrics.Exposition;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The resource that Prometheus reads. */
public final class MetricsResource implements AdminResource {
  private final Vertx vertx;
  private final Exposition exposition;

  public MetricsResource(Vertx vertx, Exposition exposition) {
    this.vertx = vertx;
    this.exposition = exposition;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/metrics").read(this::show);
  }

  void show(RoutingContext context) {
    Callable<Optional<String>> write = exposition::text;
    vertx
        .executeBlocking(write, false)
        .onSuccess(text -> tell(context, text))
        .onFailure(context::fail);
  }

  private static void tell(RoutingContext context, Optional<String> text) {
    if (text.isPresent()) {
      Answers.text(context, Exposition.CONTENT_TYPE, text.get());
    } else {
      String detail = "There is no registry whose meters could be shown here.";
      Answers.problem(context, Problem.of(404, "Not found", detail));
    }
  }
}
