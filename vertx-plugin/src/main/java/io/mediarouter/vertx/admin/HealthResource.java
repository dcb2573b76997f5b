package io.mediarouter.vertx.admin;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.state.CacheIndex;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Entries;
import io.mediarouter.vertx.call.StoreTrouble;
import io.mediarouter.vertx.source.IndexLookup;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** The resource that tells a balancer in front whether this proxy is to be sent requests. */
final class HealthResource {
  private static final int UNAVAILABLE = 503;
  private static final String UP = "up";

  /** Less than those who ask for the health wait. */
  private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(1);

  private final AdminParts parts;
  private final Entries entries;

  HealthResource(AdminParts parts) {
    this.parts = parts;
    entries = new Entries(parts.vertx(), parts.state().cacheIndex());
  }

  /** Whoever can answer lives, whatever it waits for. */
  static void live(RoutingContext context) {
    Answers.json(context, 200, new JsonObject().put("status", UP));
  }

  void show(RoutingContext context) {
    if (parts.stopping().getAsBoolean()) {
      tell(context, "stopping");
    } else {
      entries
          .here(lookup())
          .onComplete(found -> tell(context, found.succeeded() ? upUnlessStopping() : "waiting"));
    }
  }

  private String upUnlessStopping() {
    return parts.stopping().getAsBoolean() ? "stopping" : UP;
  }

  /** Of no asset, another each time: what is at hand would tell nothing of the cluster. */
  private Future<Optional<AssetEntry>> lookup() {
    var nothing = new AssetId("health/" + parts.names().get());
    CacheIndex index = parts.state().cacheIndex();
    return IndexLookup.await(
        index.find(nothing),
        () -> index.find(nothing),
        parts.config().get().timeouts().lookup(),
        LONGEST_LOOKUP);
  }

  private void tell(RoutingContext context, String status) {
    Answers.json(
        context,
        status.equals(UP) ? 200 : UNAVAILABLE,
        new JsonObject()
            .put("status", status)
            .put("member", parts.state().self())
            .put("members", parts.state().members().size())
            .put("warnings", warnings()));
  }

  /** What is wrong though requests are served. */
  private JsonArray warnings() {
    return new JsonArray(
        parts.records().storeTroubles().stream().map(StoreTrouble::words).toList());
  }
}
