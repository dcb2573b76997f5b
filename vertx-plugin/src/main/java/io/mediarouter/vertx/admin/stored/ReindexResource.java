package io.mediarouter.vertx.admin.stored;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Audit;
import io.mediarouter.vertx.stock.Count;
import io.mediarouter.vertx.stock.Inventory;
import io.mediarouter.vertx.stock.StockReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resource by which stock of the distribution servers is taken now. */
public final class ReindexResource implements AdminResource {
  private static final int ACCEPTED = 202;

  private final Inventory inventory;

  public ReindexResource(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/reindex").read(this::show).operate(this::begin);
  }

  private void begin(RoutingContext context) {
    String server = context.request().getParam("server");
    if (!inventory.take(Optional.ofNullable(server))) {
      String which = server == null ? "No distribution server" : "No distribution server " + server;
      throw new ProblemException(Problem.of(404, "No such server", which + " is available."));
    }
    Audit.note(context, "stock of " + (server == null ? "all" : server), "", "taken", "");
    Answers.json(context, ACCEPTED, json(inventory.report()));
  }

  private void show(RoutingContext context) {
    Answers.json(context, 200, json(inventory.report()));
  }

  private static JsonObject json(StockReport report) {
    Count count = report.count();
    return new JsonObject()
        .put("running", report.running())
        .put("begun_at", text(report.begunAt()))
        .put("ended_at", text(report.endedAt()))
        .put("server", report.present().isEmpty() ? null : report.present())
        .put("waiting_servers", new JsonArray(report.waiting()))
        .put("servers", servers(report))
        .put("files", count.files().get())
        .put("known", count.known().get())
        .put("adopted", count.adopted().get())
        .put("forgotten", count.forgotten().get())
        .put("restored", count.restored().get())
        .put("orphans", count.orphans().get())
        .put("younger_orphans", count.waiting().get())
        .put("foreign", count.foreign().get())
        .put("described", count.described().get());
  }

  private static JsonObject servers(StockReport report) {
    var servers = new JsonObject();
    report.servers().forEach(servers::put);
    return servers;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
