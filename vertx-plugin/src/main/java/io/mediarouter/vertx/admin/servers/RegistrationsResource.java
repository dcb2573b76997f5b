package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Audit;
import io.mediarouter.vertx.admin.rest.Bearer;
import io.mediarouter.vertx.admin.rest.Bodies;
import io.mediarouter.vertx.config.front.RegistrationConfig;
import io.mediarouter.vertx.roster.Roster;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resource by which servers join and leave the farm themselves. Each PUT is also a sign of
 * life.
 */
public final class RegistrationsResource implements AdminResource {
  private static final int BEATS_PER_LAPSE = 3;
  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;

  private final AdminBasis basis;
  private final Roster roster;

  public RegistrationsResource(AdminBasis basis, Roster roster) {
    this.basis = basis;
    this.roster = roster;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/registrations/:id").put(this::register).delete(this::leave);
  }

  private void register(RoutingContext context) {
    authorize(context)
        .compose(v -> register(context, definition(context)))
        .onSuccess(v -> answer(context))
        .onFailure(context::fail);
  }

  private RegistrationConfig config() {
    return basis.config().get().registration();
  }

  private Future<Void> authorize(RoutingContext context) {
    return token()
        .compose(
            token ->
                isShown(context, token)
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Bearer.refusal(context, "The token for registrations is not shown.")));
  }

  private Future<String> token() {
    String file = config().tokenFile();
    if (file != null) {
      return basis
          .vertx()
          .fileSystem()
          .readFile(file)
          .map(bytes -> bytes.toString().lines().findFirst().orElse(""));
    }
    String token = config().token();
    return Future.succeededFuture(token == null ? "" : token);
  }

  private static boolean isShown(RoutingContext context, String token) {
    if (token.isBlank()) {
      throw new ProblemException(
          Problem.of(404, "No registration", "registration.token is not configured."));
    }
    return Bearer.isShown(context, List.of(token));
  }

  private ServerDefinition definition(RoutingContext context) {
    Object body = Bodies.json(context);
    if (body instanceof JsonObject json) {
      body = json.copy().put("id", context.pathParam("id"));
    }
    ServerDefinition server = FarmChanges.definition(body);
    if (!config().allows(server.server().url())) {
      throw problem(FORBIDDEN, "registration.hosts does not allow a server at this URL.");
    }
    return server;
  }

  private static ProblemException problem(int status, String detail) {
    return new ProblemException(Problem.of(status, "Not registered", detail));
  }

  private Future<Void> register(RoutingContext context, ServerDefinition server) {
    String id = server.id();
    boolean known = roster.find(id).isPresent();
    if (known && !isRegistered(id)) {
      throw problem(CONFLICT, "There is a server of this name that has not registered itself.");
    }
    return roster
        .change(id, before -> heard(context, before, server))
        .onSuccess(v -> note(context, known, server));
  }

  private static void note(RoutingContext context, boolean known, ServerDefinition server) {
    if (!known) {
      String url = String.valueOf(server.server().url().getAuthority());
      Audit.note(context, "server " + server.id(), "none", "registered at " + url, "");
    }
  }

  private boolean isRegistered(String id) {
    return roster.change(id).filter(each -> each.heardAt() != null).isPresent();
  }

  private FarmChange heard(
      RoutingContext context, @Nullable FarmChange before, ServerDefinition server) {
    Instant now = basis.now();
    return before == null
        ? FarmChange.registered(server, Audit.peer(context), now)
        : before.heard(server, now);
  }

  private void answer(RoutingContext context) {
    String id = context.pathParam("id");
    double seconds = config().lapse().toMillis() / 1000.0 / BEATS_PER_LAPSE;
    Answers.json(
        context,
        200,
        new JsonObject()
            .put("id", id)
            .put("heartbeat_seconds", seconds)
            .put("administrative_state", ServerOrder.token(roster.wanted(id))));
  }

  private void leave(RoutingContext context) {
    String id = context.pathParam("id");
    authorize(context)
        .compose(v -> leave(id))
        .onSuccess(v -> Audit.note(context, "server " + id, "registered", "none", ""))
        .onSuccess(v -> context.response().setStatusCode(204).end())
        .onFailure(context::fail);
  }

  private Future<Void> leave(String id) {
    return isRegistered(id)
        ? roster.remove(id)
        : Future.failedFuture(BreakersResource.unknownServer());
  }
}
