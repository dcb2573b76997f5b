package io.mediarouter.vertx.admin.rest;

import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.farm.FarmView;
import io.mediarouter.farm.ServerLoadMonitor;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.access.RecentRequests;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.call.Breakers;
import io.mediarouter.vertx.call.ServerRecords;
import io.mediarouter.vertx.config.ConfigFile;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.flight.PastRequests;
import io.mediarouter.vertx.health.OperatorSwitch;
import io.mediarouter.vertx.metrics.Exposition;
import io.mediarouter.vertx.proxy.DryRun;
import io.mediarouter.vertx.roster.DrainOrders;
import io.mediarouter.vertx.roster.Roster;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.speculation.Speculator;
import io.mediarouter.vertx.stock.Inventory;
import io.mediarouter.vertx.store.Purges;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the operators' interface is put together from.
 *
 * @param path start of all its paths, such as {@code /admin}; empty = the root
 * @param jobs where orders go
 * @param view tells what is known of the farm now
 * @param monitor tells a server's load
 * @param estimator tells how good its predictions were
 * @param classifier reads renditions as they are ordered
 * @param dryRun explains how requests would be served
 * @param breakers this proxy's circuit breakers
 * @param operators takes servers out of use and back
 * @param purges lists what is stored, and takes it down
 * @param inventory takes stock of what servers hold
 * @param backgroundOrders orders what is to be made anew
 * @param speculator tells what is made ahead of demand
 * @param records what came of this proxy's calls to servers
 * @param recent the requests that have ended lately
 * @param elsewhere asks the other proxies about theirs
 * @param roster the servers, also those that are not in use
 * @param departures tells what servers on their way out wait for
 * @param config tells what is in force
 * @param configFile where that comes from; null = from a program
 * @param tokens by which operators may show that they are some, besides those in the configured
 *     file
 * @param exposition writes the meters
 * @param stopping tells whether this proxy is about to stop
 * @param clock of moments
 * @param names gives each job a name that is unique in the cluster
 */
public record AdminParts(
    Vertx vertx,
    String path,
    SharedState state,
    BatchJobs jobs,
    SourceCatalog catalog,
    Supplier<FarmView> view,
    ServerLoadMonitor monitor,
    HistoryEstimator estimator,
    RequestClassifier classifier,
    DryRun dryRun,
    Breakers breakers,
    ServerRecords records,
    RecentRequests recent,
    PastRequests elsewhere,
    OperatorSwitch operators,
    Purges purges,
    Inventory inventory,
    BackgroundOrders backgroundOrders,
    Speculator speculator,
    Roster roster,
    DrainOrders departures,
    Supplier<MediaRoutingConfig> config,
    @Nullable ConfigFile configFile,
    List<String> tokens,
    Exposition exposition,
    BooleanSupplier stopping,
    InstantSource clock,
    Supplier<String> names) {}
