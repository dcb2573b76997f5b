package io.mediarouter.vertx.admin.rest;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of the operators' interface, each with what can be done there. What cannot is 405, and
 * what is not there 404; every refusal is a problem (RFC 9457).
 */
public final class AdminRoutes {
  private static final int UNSUPPORTED_TYPE = 415;

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Router router;
  private final String prefix;

  /**
   * No path yet.
   *
   * @param prefix start of all paths; may be empty
   */
  public AdminRoutes(Router router, String prefix) {
    this.router = router;
    this.prefix = prefix;
  }

  /** The place at a path below the prefix, the same for all who ask for it. */
  public Place at(String path) {
    return places.computeIfAbsent(path, Place::new);
  }

  /** A handler of all that is answered by nobody yet. */
  public void refuseAllElse(String detail) {
    places.values().forEach(Place::refuseOthers);
    Problem missing = Problem.of(404, "Not found", detail);
    router.route().handler(context -> Answers.problem(context, missing));
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

  /** A path, and what can be done there; what comes first is asked first. */
  public final class Place {
    private final String path;
    private final List<HttpMethod> methods = new ArrayList<>();

    private Place(String path) {
      this.path = prefix + path;
    }

    /** GET and HEAD. */
    public Place read(Handler<RoutingContext> handler) {
      route(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
      methods.add(HttpMethod.HEAD);
      return this;
    }

    /** GET of what has no end. */
    public Place listen(Handler<RoutingContext> handler) {
      route(HttpMethod.GET).handler(handler);
      return this;
    }

    /** POST of JSON. */
    public Place order(Handler<RoutingContext> handler) {
      return json(HttpMethod.POST, handler);
    }

    /** POST of nothing: the path says it all. */
    public Place operate(Handler<RoutingContext> handler) {
      route(HttpMethod.POST).handler(handler);
      return this;
    }

    /** PUT of JSON. */
    public Place put(Handler<RoutingContext> handler) {
      return json(HttpMethod.PUT, handler);
    }

    /** DELETE. */
    public Place delete(Handler<RoutingContext> handler) {
      route(HttpMethod.DELETE).handler(handler);
      return this;
    }

    private Place json(HttpMethod method, Handler<RoutingContext> handler) {
      route(method)
          .handler(BodyHandler.create(false).setBodyLimit(Bodies.MOST_BYTES))
          .handler(AdminRoutes::requireJson)
          .handler(handler);
      return this;
    }

    private Route route(HttpMethod method) {
      methods.add(method);
      return router.route(path).method(method);
    }

    private void refuseOthers() {
      String allowed = String.join(", ", methods.stream().map(HttpMethod::name).toList());
      router.route(path).handler(context -> Answers.notAllowed(context, allowed));
    }
  }
}
