package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.shared.Coalesced;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The resource of server-sent events about jobs: whoever listens is told each job's latest state,
 * at most some times a second. Works on every proxy for every job, as all see the same table.
 */
public final class JobEvents implements AdminResource {
  /** Most who may listen at a time. */
  public static final int MOST_LISTENERS = 100;

  private static final long GATHER_MILLIS = 250;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Set<JobEventStream> streams = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final BatchJobs jobs;
  private final InstantSource clock;

  /** Events of these jobs; who listens keeps listening while the rest of the interface changes. */
  public JobEvents(Vertx vertx, BatchJobs jobs, InstantSource clock) {
    this.vertx = vertx;
    this.jobs = jobs;
    this.clock = clock;
    var told = new Coalesced(tell -> vertx.setTimer(GATHER_MILLIS, id -> tell.run()), this::tell);
    jobs.onChange(() -> changed(told));
  }

  /** Changes come in bursts: each is told once. */
  private void changed(Coalesced told) {
    if (!streams.isEmpty()) {
      told.run();
    }
  }

  private void tell() {
    streams.forEach(JobEventStream::wake);
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/jobs/events").listen(this::ofAll);
    routes.at("/jobs/:id/events").listen(this::ofOne);
  }

  /** Tells of one job, until it is over. */
  private void ofOne(RoutingContext context) {
    String id = context.pathParam("id");
    if (jobs.find(id).isEmpty()) {
      throw JobsResource.unknown();
    }
    open(context, () -> jobs.row(id).stream().toList(), true);
  }

  /** Tells of all jobs that are not over when it begins, and of all changes from then on. */
  private void ofAll(RoutingContext context) {
    JobFilter filter = JobFilter.of(context.queryParams(), JobFilter.EVENTS);
    open(
        context,
        () -> jobs.rows().stream().filter(row -> filter.accepts(row.value())).toList(),
        false);
  }

  private void open(
      RoutingContext context, Supplier<Collection<Versioned<BatchJob>>> rows, boolean single) {
    if (streams.size() >= MOST_LISTENERS) {
      throw new ProblemException(
          Problem.of(503, "Too many listeners", "At most " + MOST_LISTENERS + " may listen."));
    }
    var stream = new JobEventStream(vertx, context.response(), rows, clock, single, HEARTBEAT);
    streams.add(stream);
    stream.begin(() -> streams.remove(stream));
  }
}
