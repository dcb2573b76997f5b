package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.DrainOrder;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.roster.Roster;
import io.mediarouter.vertx.roster.Waits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The form of what is being changed of a server, and of what that waits for. */
final class DrainJson {
  private DrainJson() {}

  /** Null where nothing was changed. */
  static @Nullable JsonObject of(String id, Roster roster, DrainOrders departures) {
    FarmChange change = roster.change(id).orElse(null);
    boolean underWay = departures.isUnderWay(id);
    if (change == null && !underWay) {
      return null;
    }
    var json = new JsonObject();
    if (change != null) {
      json.put("added", change.definition() != null)
          .put("by", change.by())
          .put("at", Answers.moment(change.at()))
          .put("then", then(change.departure()));
    }
    return underWay ? json.put("waits_for", json(departures.waits(id))) : json;
  }

  private static @Nullable Object then(@Nullable DrainOrder departure) {
    if (departure == null || !departure.leaves()) {
      return null;
    }
    return departure.retires()
        ? "retired"
        : new JsonArray(departure.becomes().stream().sorted().map(each -> each.token()).toList());
  }

  private static JsonObject json(Waits waits) {
    return new JsonObject()
        .put("tasks", waits.tasks())
        .put("calls", waits.work())
        .put("deliveries", waits.deliveries())
        .put("copies", waits.copies() == Occupancy.UNKNOWN ? null : waits.copies())
        .put("proxies", waits.proxies());
  }
}
