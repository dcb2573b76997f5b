package io.mediarouter.vertx.admin;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.explain.ExplainResource;
import io.mediarouter.vertx.admin.jobs.JobEvents;
import io.mediarouter.vertx.admin.jobs.JobsResource;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Bodies;
import io.mediarouter.vertx.admin.servers.BreakersResource;
import io.mediarouter.vertx.admin.servers.FarmChanges;
import io.mediarouter.vertx.admin.servers.FarmResource;
import io.mediarouter.vertx.admin.servers.QuarantineResource;
import io.mediarouter.vertx.admin.servers.RegistrationsResource;
import io.mediarouter.vertx.admin.stored.AssetsResource;
import io.mediarouter.vertx.admin.stored.ReindexResource;
import io.mediarouter.vertx.admin.stored.RenditionsResource;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;

/**
 * The resources of the operators' interface by path and method. What is not there is 404, what
 * cannot be done with it 405, and every refusal is a problem (RFC 9457).
 */
public final class AdminApi {
  private static final int UNSUPPORTED_TYPE = 415;

  private final AdminParts parts;
  private final JobEvents jobEvents;
  private final Router router;

  private AdminApi(AdminParts parts, JobEvents jobEvents) {
    this.parts = parts;
    this.jobEvents = jobEvents;
    this.router = Router.router(parts.vertx());
  }

  /**
   * The interface; serves requests on any event loop.
   *
   * @param jobEvents tells listeners of jobs
   */
  public static Handler<HttpServerRequest> of(AdminParts parts, JobEvents jobEvents) {
    return new AdminApi(parts, jobEvents).router();
  }

  private Router router() {
    router.route().failureHandler(Answers::failure);
    router.route().handler(gate()::pass);
    addJobs(new JobsResource(parts), jobEvents);
    addFarm(new FarmResource(parts));
    addRegistrations(new RegistrationsResource(parts));
    addBreakers(new BreakersResource(parts.state().self(), parts.breakers(), parts.view()));
    addQuarantine(new QuarantineResource(parts));
    addRenditions(new RenditionsResource(parts));
    addReindex(new ReindexResource(parts));
    get("/assets/*", new AssetsResource(parts)::show);
    get("/explain", new ExplainResource(parts)::explain);
    get("/estimator", new EstimatorResource(parts)::show);
    get("/speculation", new SpeculationResource(parts.speculator())::show);
    var health = new HealthResource(parts);
    get("/health", health::show);
    get("/ready", health::show);
    get("/live", HealthResource::live);
    get("/metrics", new MetricsResource(parts)::show);
    if (!parts.path().isEmpty()) {
      router.get("/metrics").handler(new MetricsResource(parts)::show);
    }
    new ConfigResource(parts).addTo(router);
    router.route().handler(AdminApi::notFound);
    return router;
  }

  /** Servers that register themselves show a token of their own. */
  private AdminGate gate() {
    return new AdminGate(
        parts.vertx(),
        () -> parts.config().get().admin(),
        parts.tokens(),
        parts.path() + "/registrations/");
  }

  private void addJobs(JobsResource jobs, JobEvents events) {
    read("/jobs", jobs::list);
    router.get(parts.path() + "/jobs/events").handler(events::ofAll);
    router.get(parts.path() + "/jobs/:id/events").handler(events::ofOne);
    operation("/jobs/:id/pause", jobs::pause);
    operation("/jobs/:id/resume", jobs::resume);
    operation("/jobs/:id/bump", jobs::bump);
    read("/jobs/:id", jobs::show);
    router.delete(parts.path() + "/jobs/:id").handler(jobs::cancel);
    post("/jobs", jobs::submit);
    only("/jobs", "GET, HEAD, POST");
    only("/jobs/events", "GET");
    only("/jobs/:id", "GET, HEAD, DELETE");
    only("/jobs/:id/events", "GET");
    List.of("pause", "resume", "bump").forEach(each -> only("/jobs/:id/" + each, "POST"));
  }

  private void addFarm(FarmResource farm) {
    var changes = new FarmChanges(parts, farm);
    read("/servers", farm::servers);
    post("/servers", changes::add);
    only("/servers", "GET, HEAD, POST");
    read("/servers/:id", farm::show);
    post("/servers/:id", changes::change);
    only("/servers/:id", "GET, HEAD, POST");
    get("/tasks", farm::tasks);
  }

  private void addRegistrations(RegistrationsResource registrations) {
    router
        .put(parts.path() + "/registrations/:id")
        .handler(BodyHandler.create(false).setBodyLimit(Bodies.MOST_BYTES))
        .handler(AdminApi::requireJson)
        .handler(registrations::register);
    router.delete(parts.path() + "/registrations/:id").handler(registrations::leave);
    only("/registrations/:id", "PUT, DELETE");
  }

  private void addBreakers(BreakersResource breakers) {
    get("/breakers", breakers::list);
    post("/breakers/:id/reset", breakers::reset);
    only("/breakers/:id/reset", "POST");
  }

  private void addRenditions(RenditionsResource renditions) {
    read("/renditions", renditions::list);
    router.delete(parts.path() + "/renditions").handler(renditions::purge);
    only("/renditions", "GET, HEAD, DELETE");
    operation("/renditions/refresh", renditions::refresh);
    only("/renditions/refresh", "POST");
  }

  private void addReindex(ReindexResource reindex) {
    read("/reindex", reindex::show);
    operation("/reindex", reindex::begin);
    only("/reindex", "GET, HEAD, POST");
  }

  private void addQuarantine(QuarantineResource quarantine) {
    read("/quarantine", quarantine::list);
    router.delete(parts.path() + "/quarantine").handler(quarantine::lift);
    only("/quarantine", "GET, HEAD, DELETE");
  }

  private void post(String path, Handler<RoutingContext> handler) {
    router
        .post(parts.path() + path)
        .handler(BodyHandler.create(false).setBodyLimit(Bodies.MOST_BYTES))
        .handler(AdminApi::requireJson)
        .handler(handler);
  }

  private void operation(String path, Handler<RoutingContext> handler) {
    router.post(parts.path() + path).handler(handler);
  }

  /** A resource that can only be read. */
  private void get(String path, Handler<RoutingContext> handler) {
    read(path, handler);
    only(path, "GET, HEAD");
  }

  private void read(String path, Handler<RoutingContext> handler) {
    router
        .route(parts.path() + path)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(handler);
  }

  private void only(String path, String methods) {
    router.route(parts.path() + path).handler(context -> Answers.notAllowed(context, methods));
  }

  /** Also keeps foreign web pages from ordering anything: a browser asks before it sends JSON. */
  private static void requireJson(RoutingContext context) {
    String type = context.request().getHeader("content-type");
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw new ProblemException(
          Problem.of(
              UNSUPPORTED_TYPE,
              "Unsupported media type",
              "What is ordered is sent as application/json."));
    }
    context.next();
  }

  private static void notFound(RoutingContext context) {
    Answers.problem(context, Problem.of(404, "Not found", "There is no such resource."));
  }
}
