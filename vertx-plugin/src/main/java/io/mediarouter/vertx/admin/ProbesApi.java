package io.mediarouter.vertx.admin;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * What supervisors, balancers and Prometheus ask, who have no token: nothing can be changed by it,
 * and pages of other sites cannot read the meters.
 */
public final class ProbesApi {
  private final AdminParts parts;
  private final Router router;

  private ProbesApi(AdminParts parts) {
    this.parts = parts;
    this.router = Router.router(parts.vertx());
  }

  /** What is asked; serves requests on any event loop. */
  public static Handler<HttpServerRequest> of(AdminParts parts) {
    return new ProbesApi(parts).router();
  }

  private Router router() {
    var gate = new AdminGate(parts.vertx(), () -> parts.config().get().admin(), List.of(), "");
    router.route().failureHandler(Answers::failure);
    router.route().handler(gate::passUnasked);
    get("/live", HealthResource::live);
    get("/ready", new HealthResource(parts)::show);
    get("/metrics", new MetricsResource(parts)::show);
    router
        .route()
        .handler(
            context ->
                Answers.problem(
                    context,
                    Problem.of(404, "Not found", "There are /live, /ready and /metrics here.")));
    return router;
  }

  private void get(String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    router.route(path).handler(context -> Answers.notAllowed(context, "GET, HEAD"));
  }
}
