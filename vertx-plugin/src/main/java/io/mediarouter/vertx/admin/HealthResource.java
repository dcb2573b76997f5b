package io.mediarouter.vertx.admin;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.call.ServerRecords;
import io.mediarouter.vertx.call.StoreTrouble;
import io.mediarouter.vertx.source.IndexLookup;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The resource that tells a balancer in front whether this proxy is to be sent requests. */
public final class HealthResource implements AdminResource {
  private static final int UNAVAILABLE = 503;
  private static final String UP = "up";

  /** Less than those who ask for the health wait. */
  private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(1);

  private final AdminBasis basis;
  private final ServerRecords records;
  private final BooleanSupplier stopping;
  private final Supplier<String> names;

  /**
   * The health of this proxy.
   *
   * @param records what came of its calls to servers
   * @param stopping tells whether it is about to stop
   * @param names gives names that are unique in the cluster
   */
  public HealthResource(
      AdminBasis basis, ServerRecords records, BooleanSupplier stopping, Supplier<String> names) {
    this.basis = basis;
    this.records = records;
    this.stopping = stopping;
    this.names = names;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/health").read(this::show);
    addProbesTo(routes);
  }

  /** Only what supervisors and balancers ask. */
  void addProbesTo(AdminRoutes routes) {
    routes.at("/live").read(HealthResource::live);
    routes.at("/ready").read(this::show);
  }

  /** Whoever can answer lives, whatever it waits for. */
  private static void live(RoutingContext context) {
    Answers.json(context, 200, new JsonObject().put("status", UP));
  }

  private void show(RoutingContext context) {
    if (stopping.getAsBoolean()) {
      tell(context, "stopping");
    } else {
      basis
          .entries()
          .here(lookup())
          .onComplete(found -> tell(context, found.succeeded() ? upUnlessStopping() : "waiting"));
    }
  }

  private String upUnlessStopping() {
    return stopping.getAsBoolean() ? "stopping" : UP;
  }

  /** Of no asset, another each time: what is at hand would tell nothing of the cluster. */
  private Future<Optional<AssetEntry>> lookup() {
    var nothing = new AssetId("health/" + names.get());
    CacheIndex index = basis.state().cacheIndex();
    return IndexLookup.await(
        index.find(nothing),
        () -> index.find(nothing),
        basis.config().get().timeouts().lookup(),
        LONGEST_LOOKUP);
  }

  private void tell(RoutingContext context, String status) {
    Answers.json(
        context,
        status.equals(UP) ? 200 : UNAVAILABLE,
        new JsonObject()
            .put("status", status)
            .put("member", basis.state().self())
            .put("members", basis.state().members().size())
            .put("warnings", warnings()));
  }

  /** What is wrong though requests are served. */
  private JsonArray warnings() {
    return new JsonArray(records.storeTroubles().stream().map(StoreTrouble::words).toList());
  }
}
