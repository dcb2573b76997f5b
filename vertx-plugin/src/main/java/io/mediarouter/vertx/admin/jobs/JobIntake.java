package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.batch.BatchJobs;
import io.mediarouter.vertx.source.SourceCatalog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The way of an order into the queue: a job for each asset, all of them once. */
final class JobIntake {
  private static final long LIMIT_SECONDS = 10;

  private final AdminBasis basis;
  private final BatchJobs jobs;
  private final SourceCatalog catalog;

  JobIntake(AdminBasis basis, BatchJobs jobs, SourceCatalog catalog) {
    this.basis = basis;
    this.jobs = jobs;
    this.catalog = catalog;
  }

  /** Takes an order, or finds what came of it when it came before. */
  Future<List<BatchJob>> take(JobOrder order, OrderKey key) {
    List<BatchJob> before = present(key);
    before.forEach(job -> key.requireSame(job.terms().fingerprint()));
    if (!before.isEmpty() && isComplete(order, before.size())) {
      return Future.succeededFuture(before);
    }
    return assets(order).compose(assets -> submit(jobs(order, assets, key), key));
  }

  private List<BatchJob> present(OrderKey key) {
    return jobs.find(key.name()).map(List::of).orElseGet(() -> jobs.ofBatch(key.name()));
  }

  /** An order whose proxy died half way is taken up again; of a prefix, what was found stays. */
  private static boolean isComplete(JobOrder order, int found) {
    return order.assets().prefix() != null || found >= order.assets().named().size();
  }

  private Future<List<AssetId>> assets(JobOrder order) {
    String prefix = order.assets().prefix();
    if (prefix != null) {
      return below(prefix);
    }
    List<AssetId> named = order.assets().named();
    return order.assets().single()
        ? check(order, named.get(0)).map(named)
        : Future.succeededFuture(named);
  }

  private Future<List<AssetId>> below(String prefix) {
    var found = basis.state().cacheIndex().sourcesBelow(prefix, OrderedAssets.MOST + 1);
    return basis
        .entries()
        .here(Future.fromCompletionStage(found).timeout(LIMIT_SECONDS, TimeUnit.SECONDS))
        .map(assets -> counted(prefix, assets));
  }

  private static List<AssetId> counted(String prefix, List<AssetId> assets) {
    if (assets.isEmpty()) {
      throw new ProblemException(
          Problem.of(
              404,
              "No assets",
              "No asset is known below " + prefix + "; the cache index knows what was asked for."));
    }
    if (assets.size() > OrderedAssets.MOST) {
      String detail = "More than " + OrderedAssets.MOST + " assets are known below " + prefix + ".";
      throw new ProblemException(Problem.of(422, "Too many assets", detail));
    }
    return assets;
  }

  /** What is known to be impossible is refused at once; what cannot be known now, later. */
  private Future<?> check(JobOrder order, AssetId asset) {
    return basis
        .entries()
        .here(catalog.find(asset))
        .map(Optional::of)
        .recover(JobIntake::forgive)
        .map(entry -> possible(order, entry));
  }

  private static Future<Optional<AssetEntry>> forgive(Throwable cause) {
    boolean verdict = cause instanceof ProblemException known && known.problem().status() < 500;
    return verdict ? Future.failedFuture(cause) : Future.succeededFuture(Optional.empty());
  }

  private static JobOrder possible(JobOrder order, Optional<AssetEntry> entry) {
    entry.ifPresent(order.renditions()::requirePossible);
    return order;
  }

  private List<BatchJob> jobs(JobOrder order, List<AssetId> assets, OrderKey key) {
    if (order.assets().single()) {
      return List.of(job(order, key.name(), assets.get(0), null, key));
    }
    return IntStream.range(0, assets.size())
        .mapToObj(i -> job(order, key.name() + number(i), assets.get(i), key.name(), key))
        .toList();
  }

  /** Written so that the names of a batch sort as its assets were given. */
  private static String number(int index) {
    return "-" + String.format("%04d", index + 1);
  }

  private BatchJob job(
      JobOrder order, String id, AssetId asset, @Nullable String batch, OrderKey key) {
    return new BatchJob(
        id,
        asset,
        order.renditions().queued(),
        order.priority(),
        order.terms().of(batch, key.fingerprint()),
        basis.now(),
        JobStanding.NEW,
        null);
  }

  private Future<List<BatchJob>> submit(List<BatchJob> wanted, OrderKey key) {
    requireRoom(wanted.size());
    List<Future<BatchJob>> written = wanted.stream().map(jobs::submitOrFind).toList();
    return Future.join(written)
        .recover(cause -> Future.failedFuture(halfWritten(written, wanted.size())))
        .map(all -> sameOrder(written, key));
  }

  private void requireRoom(int more) {
    if (!jobs.hasRoom(more)) {
      throw new ProblemException(
          Problem.of(
              503,
              "Too many jobs",
              "At most " + BatchJobs.MOST_UNFINISHED + " jobs may be unfinished."));
    }
  }

  private static ProblemException halfWritten(List<Future<BatchJob>> written, int wanted) {
    long done = written.stream().filter(Future::succeeded).count();
    String detail =
        done
            + " of "
            + wanted
            + " jobs are written; with an "
            + OrderKey.FIELD
            + ", the same order"
            + " can be sent again for the rest.";
    return new ProblemException(Problem.of(503, "Not all jobs written", detail));
  }

  private static List<BatchJob> sameOrder(List<Future<BatchJob>> written, OrderKey key) {
    List<BatchJob> all = new ArrayList<>(written.size());
    for (Future<BatchJob> each : written) {
      BatchJob job = Objects.requireNonNull(each.result());
      key.requireSame(job.terms().fingerprint());
      all.add(job);
    }
    return all;
  }
}
