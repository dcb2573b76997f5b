package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionQuery;
import io.mediarouter.request.Priority;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who orders as batch work what could not be had when it was asked for, so that the next
 * request finds it; each rendition once at a time. Safe for use by many threads.
 */
public final class ExactLater {
  private static final Logger LOG = LoggerFactory.getLogger(ExactLater.class);

  private final BatchJobs jobs;
  private final InstantSource clock;
  private final Supplier<String> names;

  /** One that orders by {@code jobs}. */
  public ExactLater(BatchJobs jobs, InstantSource clock, Supplier<String> names) {
    this.jobs = jobs;
    this.clock = clock;
    this.names = names;
  }

  /** Orders a rendition, unless it is ordered already or the queue is full. */
  public void order(AssetId asset, Rendition rendition) {
    String label = RenditionQuery.of(rendition);
    if (jobs.hasRoom(1) && !isOrdered(asset, label)) {
      var task = BatchTask.queued(label, RenditionQuery.request(rendition));
      var job =
          new BatchJob(
              names.get(), asset, List.of(task), Priority.BACKGROUND, clock.instant(), null);
      jobs.submit(job).onFailure(cause -> LOG.warn("Not ordered: {} of {}", label, asset, cause));
    }
  }

  private boolean isOrdered(AssetId asset, String label) {
    return jobs.all().stream()
        .filter(job -> !job.state().isFinal() && job.asset().equals(asset))
        .anyMatch(job -> job.tasks().stream().anyMatch(task -> task.label().equals(label)));
  }
}
