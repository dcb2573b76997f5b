package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.FarmView;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Audit;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.call.Breakers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The resource of this proxy's circuit breakers; the other proxies have their own. */
public final class BreakersResource implements AdminResource {
  private final String member;
  private final Breakers breakers;
  private final Supplier<FarmView> view;

  public BreakersResource(String member, Breakers breakers, Supplier<FarmView> view) {
    this.member = member;
    this.breakers = breakers;
    this.view = view;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/breakers").read(this::list);
    routes.at("/breakers/:id/reset").order(this::reset);
  }

  private void list(RoutingContext context) {
    Answers.json(context, 200, json(each -> true));
  }

  private void reset(RoutingContext context) {
    String id = context.pathParam("id");
    if (view.get().server(id).isEmpty()) {
      throw unknownServer();
    }
    long open =
        breakers.all().stream().filter(each -> each.serverId().equals(id) && each.isOpen()).count();
    breakers.reset(id);
    Audit.note(context, "breakers of " + id + " on this proxy", open + " open", "reset", "");
    Answers.json(context, 200, json(each -> each.serverId().equals(id)));
  }

  static ProblemException unknownServer() {
    return new ProblemException(
        Problem.of(404, "Unknown server", "There is no server of this name in the farm."));
  }

  private JsonObject json(Predicate<Breaker> those) {
    var shown = new JsonArray();
    breakers.all().stream()
        .filter(those)
        .sorted(Comparator.comparing(Breaker::serverId).thenComparing(Breaker::work))
        .forEach(each -> shown.add(BreakerJson.of(each)));
    return new JsonObject().put("member", member).put("breakers", shown);
  }
}
