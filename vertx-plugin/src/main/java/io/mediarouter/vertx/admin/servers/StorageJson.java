package io.mediarouter.vertx.admin.servers;

import io.mediarouter.state.Row;
import io.mediarouter.store.StoreReport;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form of what is known of a server as a place for files. */
final class StorageJson {
  private StorageJson() {}

  /** What all proxies know; null where nobody does. */
  static @Nullable JsonObject of(String id, AdminBasis basis) {
    List<StoreReport> reports =
        basis.state().stores().rows().stream()
            .filter(row -> row.key().equals(id))
            .map(Row::value)
            .toList();
    if (reports.isEmpty()) {
      return null;
    }
    Instant now = basis.now();
    long budget = basis.config().get().store().budgetOf(id);
    Optional<StoreReport> seen =
        reports.stream()
            .filter(each -> each.usedBytes() >= 0)
            .max(Comparator.comparing(StoreReport::at));
    return new JsonObject()
        .put("used_bytes", seen.map(StoreReport::usedBytes).orElse(null))
        .put("files", seen.map(StoreReport::files).orElse(null))
        .put("budget_bytes", budget == 0 ? null : (Long) budget)
        .put("seen_at", seen.map(each -> Answers.moment(each.at())).orElse(null))
        .put("refuses", reports.stream().anyMatch(each -> each.refuses(now)));
  }
}
