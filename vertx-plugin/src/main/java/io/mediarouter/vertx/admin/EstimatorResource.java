package io.mediarouter.vertx.admin;

import io.mediarouter.estimate.Calibration;
import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.ServerCosts;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.ServerView;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The resource of how good the predictions of tasks' loads are. */
public final class EstimatorResource implements AdminResource {
  private final AdminBasis basis;
  private final HistoryEstimator estimator;

  public EstimatorResource(AdminBasis basis, HistoryEstimator estimator) {
    this.basis = basis;
    this.estimator = estimator;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/estimator").read(this::show);
  }

  private void show(RoutingContext context) {
    Calibration calibration = estimator.calibration();
    var answer =
        new JsonObject()
            .put("tasks_predicted", calibration.tasks())
            .put("tasks_unlike_any_before", calibration.conservative())
            .put("predicted_to_real", rounded(calibration.ratio()))
            .put("mean_absolute_error", rounded(calibration.absoluteError()))
            .put("coverage", rounded(calibration.coverage()))
            .put("history_records", basis.state().history().records().size())
            .put("server_cost_factors", costs(estimator.servers()));
    Answers.json(context, 200, answer);
  }

  private JsonObject costs(ServerCosts costs) {
    var factors = new JsonObject();
    for (ServerView view : basis.view().get().withRole(ServerRole.TRANSCODING)) {
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
