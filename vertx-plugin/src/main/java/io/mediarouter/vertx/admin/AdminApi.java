package io.mediarouter.vertx.admin;

import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;

/** The operators' interface: its resources, behind the gate that every request passes. */
public final class AdminApi {
  private AdminApi() {}

  /**
   * The interface; serves requests on any event loop.
   *
   * @param tokens by which operators may show that they are some, besides those in the configured
   *     file
   * @param metrics is also found at the root, where Prometheus looks
   */
  public static Handler<HttpServerRequest> of(
      AdminBasis basis,
      List<String> tokens,
      MetricsResource metrics,
      List<? extends AdminResource> resources) {
    Router router = Router.router(basis.vertx());
    router.route().failureHandler(Answers::failure);
    router.route().handler(gate(basis, tokens)::pass);
    var routes = new AdminRoutes(router, basis.path());
    resources.forEach(each -> each.addTo(routes));
    metrics.addTo(routes);
    if (!basis.path().isEmpty()) {
      router.get("/metrics").handler(metrics::show);
    }
    routes.refuseAllElse("There is no such resource.");
    return router;
  }

  /** Servers that register themselves show a token of their own. */
  private static AdminGate gate(AdminBasis basis, List<String> tokens) {
    return new AdminGate(
        basis.vertx(),
        () -> basis.config().get().admin(),
        tokens,
        basis.path() + "/registrations/");
  }
}
