package io.mediarouter.vertx.batch;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.media.AssetId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The unfinished jobs of a moment by their assets, so that requests need not look at all jobs. */
final class JobIndex {
  private final Map<AssetId, List<BatchJob>> unfinished;
  private final int size;

  JobIndex(Collection<BatchJob> jobs) {
    unfinished =
        jobs.stream()
            .filter(job -> !job.state().isFinal())
            .collect(Collectors.groupingBy(BatchJob::asset));
    size = unfinished.values().stream().mapToInt(List::size).sum();
  }

  /** How many jobs are unfinished. */
  int size() {
    return size;
  }

  /** An unfinished job that is to make the rendition of that label. */
  Optional<BatchJob> making(AssetId asset, String label) {
    return unfinished.getOrDefault(asset, List.of()).stream()
        .filter(job -> job.tasks().stream().anyMatch(task -> task.label().equals(label)))
        .findFirst();
  }
}
