package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.request.Priority;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders as batch work what could not be had when it was asked for, so that the next request finds
 * it; each rendition once at a time. Safe for use by many threads.
 */
public final class BackgroundOrders {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundOrders.class);

  private static final Problem FULL =
      Problem.of(
          503, "Too many jobs", "There is no room in the queue for what is to be made later.");

  private final BatchJobs jobs;
  private final InstantSource clock;
  private final Supplier<String> names;

  /** One that orders by {@code jobs}. */
  public BackgroundOrders(BatchJobs jobs, InstantSource clock, Supplier<String> names) {
    this.jobs = jobs;
    this.clock = clock;
    this.names = names;
  }

  /** Orders a rendition, unless it is ordered already or the queue is full. */
  public void order(AssetId asset, Rendition rendition) {
    String label = RenditionQuery.of(rendition);
    if (jobs.hasRoom(1) && jobs.making(asset, label).isEmpty()) {
      var task = BatchTask.queued(label, RenditionQuery.request(rendition));
      var job =
          new BatchJob(
              names.get(), asset, List.of(task), Priority.BACKGROUND, clock.instant(), null);
      jobs.submit(job).onFailure(cause -> LOG.warn("Not ordered: {} of {}", label, asset, cause));
    }
  }

  /**
   * Orders a rendition for somebody who comes back for it, unless it is ordered already.
   *
   * @return the job that makes it; fails if the queue is full or does not take it
   */
  public Future<BatchJob> orderFor(AssetId asset, Rendition rendition, Priority priority) {
    String label = RenditionQuery.of(rendition);
    Optional<BatchJob> known = jobs.making(asset, label);
    if (known.isPresent()) {
      return Future.succeededFuture(known.get());
    }
    if (!jobs.hasRoom(1)) {
      return Future.failedFuture(new ProblemException(FULL));
    }
    var task = BatchTask.queued(label, RenditionQuery.request(rendition));
    return jobs.submit(
        new BatchJob(names.get(), asset, List.of(task), priority, clock.instant(), null));
  }

  /** The job of that name. */
  public Optional<BatchJob> find(String id) {
    return jobs.find(id);
  }
}
