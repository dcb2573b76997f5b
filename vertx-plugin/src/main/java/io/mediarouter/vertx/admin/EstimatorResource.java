package io.mediarouter.vertx.admin;

import io.mediarouter.estimate.Calibration;
import io.mediarouter.estimate.ServerCosts;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.vertx.admin.rest.AdminParts;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The resource of how good the predictions of tasks' loads are. */
final class EstimatorResource {
  private final AdminParts parts;

  EstimatorResource(AdminParts parts) {
    this.parts = parts;
  }

  void show(RoutingContext context) {
    Calibration calibration = parts.estimator().calibration();
    var answer =
        new JsonObject()
            .put("tasks_predicted", calibration.tasks())
            .put("tasks_unlike_any_before", calibration.conservative())
            .put("predicted_to_real", rounded(calibration.ratio()))
            .put("mean_absolute_error", rounded(calibration.absoluteError()))
            .put("coverage", rounded(calibration.coverage()))
            .put("history_records", parts.state().history().records().size())
            .put("server_cost_factors", costs(parts.estimator().servers()));
    Answers.json(context, 200, answer);
  }

  private JsonObject costs(ServerCosts costs) {
    var factors = new JsonObject();
    for (ServerView view : parts.view().get().withRole(ServerRole.TRANSCODING)) {
      String id = view.server().id();
      factors.put(id, rounded(costs.factorOf(id)));
    }
    return factors;
  }

  /** What is not known yet is null: JSON has no NaN. */
  private static @Nullable Double rounded(double number) {
    return Double.isNaN(number) ? null : Math.round(number * 1000) / 1000.0;
  }
}
