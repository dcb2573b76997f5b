package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.Authority;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.farm.ServerHealth;
import io.mediarouter.farm.ServerLoad;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.ServerRecords;
import io.mediarouter.vertx.call.StoreTrouble;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.roster.Roster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The resources of servers and of the tasks that run on them. */
public final class FarmResource implements AdminResource {
  private static final Authority NOWHERE = new Authority("", -1);

  private final AdminBasis basis;
  private final Roster roster;
  private final DrainOrders departures;
  private final Breakers breakers;
  private final ServerRecords records;
  private final ServerLoadMonitor monitor;

  /**
   * The servers.
   *
   * @param roster those in use, and those that are not
   * @param departures tells what servers on their way out wait for
   * @param breakers this proxy's circuit breakers
   * @param records what came of this proxy's calls to servers
   * @param monitor tells a server's load
   */
  public FarmResource(
      AdminBasis basis,
      Roster roster,
      DrainOrders departures,
      Breakers breakers,
      ServerRecords records,
      ServerLoadMonitor monitor) {
    this.basis = basis;
    this.roster = roster;
    this.departures = departures;
    this.breakers = breakers;
    this.records = records;
    this.monitor = monitor;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/servers").read(this::servers);
    routes.at("/servers/:id").read(this::show);
    routes.at("/tasks").read(this::tasks);
  }

  private void servers(RoutingContext context) {
    Instant now = basis.now();
    var servers = new JsonArray();
    roster.all().forEach(each -> servers.add(json(view(each), now)));
    Answers.json(context, 200, new JsonObject().put("servers", servers));
  }

  void show(RoutingContext context) {
    show(context, context.pathParam("id"), 200);
  }

  void show(RoutingContext context, String id, int status) {
    ServerDefinition server = roster.find(id).orElseThrow(BreakersResource::unknownServer);
    Answers.json(context, status, json(view(server), basis.now()));
  }

  /** What is known of a server; not much where it is not in use. */
  private ServerView view(ServerDefinition server) {
    return basis
        .view()
        .get()
        .server(server.id())
        .orElseGet(
            () ->
                new ServerView(
                    server.server(),
                    roster.wanted(server.id()),
                    ServerHealth.WELL,
                    null,
                    List.of()));
  }

  private JsonObject json(ServerView view, Instant now) {
    Server server = view.server();
    var tasks = new JsonArray();
    view.tasks().forEach(task -> tasks.add(json(task)));
    String id = server.id();
    return new JsonObject()
        .put("id", id)
        .put("roles", roles(server))
        .put("url", withoutSecrets(server.url()))
        .put("capacity_cores", server.capacityCores())
        .put("capacity_sessions", server.sessions() == 0 ? null : (Integer) server.sessions())
        .put("administrative_state", token(view.administrative()))
        .put("in_use", basis.view().get().server(id).isPresent())
        .put("change", DrainJson.of(id, roster, departures))
        .put("health", HealthJson.of(id, view.health(), basis.state(), now))
        .put("calls", CallsJson.of(id, breakers, records))
        .put("last_error", CallsJson.lastError(id, records))
        .put("store", records.storeTrouble(id).map(StoreTrouble::words).orElse(null))
        .put("storage", StorageJson.of(id, basis))
        .put("load", load(view, now))
        .put("active_tasks", tasks);
  }

  private static JsonArray roles(Server server) {
    return new JsonArray(server.roles().stream().sorted().map(ServerRole::token).toList());
  }

  private static String withoutSecrets(URI url) {
    Authority place = Authority.of(url).orElse(NOWHERE);
    String port = place.port() < 0 ? "" : ":" + place.port();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return url.getScheme() + "://" + place.host() + port + path;
  }

  private static String token(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private JsonObject load(ServerView view, Instant now) {
    ServerLoad load = monitor.loadOf(view, now);
    return new JsonObject()
        .put("cores", rounded(load.cores()))
        .put("known", load.known())
        .put("reported_cores", reported(view.report()))
        .put("report_age_seconds", age(view.report(), now));
  }

  private static @Nullable Double reported(@Nullable LoadReport report) {
    return report == null ? null : rounded(report.coresInUse());
  }

  private static @Nullable Double age(@Nullable LoadReport report, Instant now) {
    return report == null ? null : Duration.between(report.at(), now).toMillis() / 1000.0;
  }

  private static double rounded(double cores) {
    return Math.round(cores * 1000) / 1000.0;
  }

  private void tasks(RoutingContext context) {
    var tasks = new JsonArray();
    basis.state().tasks().rows().stream()
        .sorted(Comparator.comparing((Row<ActiveTask> row) -> row.value().startedAt()))
        .forEach(row -> tasks.add(json(row.value()).put("owner", row.owner())));
    Answers.json(context, 200, new JsonObject().put("tasks", tasks));
  }

  private static JsonObject json(ActiveTask task) {
    return new JsonObject()
        .put("id", task.id())
        .put("server", task.serverId())
        .put("kind", token(task.kind()))
        .put("asset", task.asset().path())
        .put("rendition", task.renditionKey())
        .put("priority", task.priority().urgency())
        .put("demand_cores", rounded(task.demandCores()))
        .put("work_core_seconds", rounded(task.workCoreSeconds()))
        .put("started_at", Answers.moment(task.startedAt()))
        .put("progress_percent", Answers.percent(task.progress()))
        .put("delivering", task.delivering());
  }
}
