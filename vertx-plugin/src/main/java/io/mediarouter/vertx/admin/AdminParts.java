package io.mediarouter.vertx.admin;

import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.source.SourceCatalog;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * All that the operators' interface is put together from.
 *
 * @param path start of all its paths, such as {@code /admin}; empty = the root
 * @param jobs where orders go
 * @param callbackHosts hosts that may be told of the end of a job
 * @param view tells what is known of the farm now
 * @param monitor tells a server's load
 * @param estimator tells how good its predictions were
 * @param classifier reads renditions as they are ordered
 * @param dryRun explains how requests would be served
 * @param clock of moments
 * @param names gives each job a name that is unique in the cluster
 */
public record AdminParts(
    Vertx vertx,
    String path,
    SharedState state,
    BatchJobs jobs,
    List<String> callbackHosts,
    SourceCatalog catalog,
    Supplier<FarmView> view,
    ServerLoadMonitor monitor,
    HistoryEstimator estimator,
    RequestClassifier classifier,
    DryRun dryRun,
    InstantSource clock,
    Supplier<String> names) {

  /** The interface itself; serves requests on any event loop. */
  public Handler<HttpServerRequest> api() {
    return new AdminApi(this).router();
  }
}
