package io.mediarouter.vertx.admin;

import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;

/**
 * The interface for supervisors, balancers and Prometheus, who have no token: nothing can be
 * changed by it, and pages of other sites cannot read the meters.
 */
public final class ProbesApi {
  private ProbesApi() {}

  /** What is asked; serves requests on any event loop. */
  public static Handler<HttpServerRequest> of(
      AdminBasis basis, HealthResource health, MetricsResource metrics) {
    Router router = Router.router(basis.vertx());
    var gate = new AdminGate(basis.vertx(), () -> basis.config().get().admin(), List.of(), "");
    router.route().failureHandler(Answers::failure);
    router.route().handler(gate::passUnasked);
    var routes = new AdminRoutes(router, "");
    health.addProbesTo(routes);
    metrics.addTo(routes);
    routes.refuseAllElse("There are /live, /ready and /metrics here.");
    return router;
  }
}
