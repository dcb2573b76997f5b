package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.DrainOrder;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Audit;
import io.mediarouter.vertx.admin.rest.Bodies;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.servers.ServerAccess;
import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.health.OperatorSwitch;
import io.mediarouter.vertx.roster.Roster;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The changes that operators make to the farm while it runs, on all proxies. */
public final class FarmChanges implements AdminResource {
  private static final int CONFLICT = 409;
  private static final String NONE = "none";

  private final AdminBasis basis;
  private final Roster roster;
  private final OperatorSwitch operators;
  private final FarmResource farm;

  /**
   * The changes.
   *
   * @param roster the servers, also those that are not in use
   * @param operators takes servers out of use and back
   * @param farm shows what came of a change
   */
  public FarmChanges(AdminBasis basis, Roster roster, OperatorSwitch operators, FarmResource farm) {
    this.basis = basis;
    this.roster = roster;
    this.operators = operators;
    this.farm = farm;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/servers").order(this::add);
    routes.at("/servers/:id").order(this::change);
  }

  /** Adds a server, which is written as in the configuration. */
  private void add(RoutingContext context) {
    ServerDefinition added = definition(Bodies.json(context));
    String id = added.id();
    if (roster.find(id).isPresent()) {
      throw conflict("There is a server " + id + " already.");
    }
    roster
        .change(id, before -> before == null ? added(context, added) : before)
        .onSuccess(v -> Audit.note(context, "server " + id, NONE, shown(added), ""))
        .onSuccess(v -> context.response().putHeader("location", basis.path() + "/servers/" + id))
        .onSuccess(v -> farm.show(context, id, 201))
        .onFailure(context::fail);
  }

  static ServerDefinition definition(@Nullable Object json) {
    if (!(json instanceof JsonObject server)) {
      throw invalid("body: a server as in the configuration is expected.");
    }
    for (String key : ServerAccess.KEYS) {
      if (server.containsKey(key)) {
        throw invalid(key + ": is each proxy's own, so it stands in its configuration");
      }
    }
    try {
      return MediaRoutingConfig.server(server).definition();
    } catch (ConfigException e) {
      throw invalid(
          e.errors().stream()
              .map(each -> each.toString().replaceFirst("^servers\\[0]\\.?", ""))
              .collect(Collectors.joining("; ")));
    }
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(Problem.of(400, "Invalid server", detail));
  }

  private static ProblemException conflict(String detail) {
    return new ProblemException(Problem.of(CONFLICT, "Not possible now", detail));
  }

  private FarmChange added(RoutingContext context, ServerDefinition added) {
    return FarmChange.added(added, Audit.peer(context), now());
  }

  private Instant now() {
    return basis.now();
  }

  private static String shown(ServerDefinition server) {
    return roles(server.server().roles()) + " at " + server.server().url().getAuthority();
  }

  private static String roles(Set<ServerRole> roles) {
    return roles.stream().sorted().map(ServerRole::token).collect(Collectors.joining("+"));
  }

  /** Changes what a server is to do: its state, its roles, or its capacity. */
  private void change(RoutingContext context) {
    String id = context.pathParam("id");
    ServerDefinition server = roster.find(id).orElseThrow(BreakersResource::unknownServer);
    ServerOrder order = ServerOrder.read(Bodies.json(context));
    carryOut(context, server, order).onSuccess(v -> farm.show(context)).onFailure(context::fail);
  }

  private Future<Void> carryOut(
      RoutingContext context, ServerDefinition server, ServerOrder order) {
    if (order.capacityCores() > 0) {
      return resize(context, server, order);
    }
    return order.state() == null
        ? reassign(context, server, order)
        : set(context, server.id(), order, order.state());
  }

  private Future<Void> resize(RoutingContext context, ServerDefinition server, ServerOrder order) {
    double before = server.server().capacityCores();
    return write(context, server.id(), change -> resized(context, change, order))
        .onSuccess(
            v ->
                Audit.note(
                    context,
                    "capacity of server " + server.id(),
                    Double.toString(before),
                    Double.toString(order.capacityCores()),
                    order.reason()));
  }

  private FarmChange resized(RoutingContext context, FarmChange change, ServerOrder order) {
    return change.withCapacity(order.capacityCores(), Audit.peer(context), now());
  }

  private Future<Void> reassign(
      RoutingContext context, ServerDefinition server, ServerOrder order) {
    String id = server.id();
    Set<ServerRole> before = server.server().roles();
    if (before.contains(ServerRole.ORIGIN)) {
      throw conflict("An origin's media cannot be moved, so its roles stay.");
    }
    if (roster.wanted(id) == AdministrativeState.RETIRED) {
      throw conflict("The server is retired; have it ready first.");
    }
    if (before.equals(order.roles())) {
      return Future.succeededFuture();
    }
    var departure = new DrainOrder(order.handsOver(), false, order.roles());
    return begin(context, id, departure)
        .onSuccess(
            v ->
                Audit.note(
                    context,
                    "roles of server " + id,
                    roles(before),
                    roles(order.roles()),
                    order.reason()));
  }

  private Future<Void> begin(RoutingContext context, String id, DrainOrder departure) {
    return follow(context, id, departure)
        .compose(v -> operators.set(id, AdministrativeState.DRAINING))
        .mapEmpty();
  }

  private Future<Void> follow(RoutingContext context, String id, @Nullable DrainOrder departure) {
    return write(context, id, change -> change.with(departure, Audit.peer(context), now()));
  }

  private Future<Void> write(RoutingContext context, String id, UnaryOperator<FarmChange> change) {
    return roster.change(
        id,
        before ->
            change.apply(before == null ? FarmChange.none(Audit.peer(context), now()) : before));
  }

  private Future<Void> set(
      RoutingContext context, String id, ServerOrder order, AdministrativeState wanted) {
    AdministrativeState before = roster.wanted(id);
    Future<Void> done =
        switch (wanted) {
          case DRAINING -> begin(context, id, new DrainOrder(order.handsOver(), false, Set.of()));
          case RETIRED ->
              before == wanted
                  ? Future.succeededFuture()
                  : begin(context, id, new DrainOrder(order.handsOver(), true, Set.of()));
          case READY, MAINTENANCE -> halt(context, id, wanted);
        };
    return done.onSuccess(
        v ->
            Audit.note(
                context,
                "server " + id,
                ServerOrder.token(before),
                ServerOrder.token(wanted),
                order.reason()));
  }

  /** Whatever the server was on its way to, it is not any more. */
  private Future<Void> halt(RoutingContext context, String id, AdministrativeState wanted) {
    boolean onItsWay = roster.change(id).filter(each -> each.departure() != null).isPresent();
    Future<Void> halted = onItsWay ? follow(context, id, null) : Future.succeededFuture();
    return halted.compose(v -> operators.set(id, wanted)).mapEmpty();
  }
}
