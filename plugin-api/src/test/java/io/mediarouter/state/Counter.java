package io.mediarouter.state;

import io.mediarouter.batch.BatchJob;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A writer that counts in the name of job {@code j1}, by compare and set until it succeeds. */
final class Counter {
  private final SharedTable<BatchJob> jobs;
  private final int times;

  Counter(SharedTable<BatchJob> jobs, int times) {
    this.jobs = jobs;
    this.times = times;
  }

  /** Counts up that many times. */
  CompletionStage<Boolean> start() {
    if (times == 0) {
      return CompletableFuture.completedFuture(true);
    }
    return jobs.get("j1").map(this::countFrom).orElseGet(this::again);
  }

  private CompletionStage<Boolean> countFrom(Versioned<BatchJob> row) {
    int next = Integer.parseInt(row.value().id()) + 1;
    return jobs.replace("j1", row.version(), StateSamples.job(Integer.toString(next)))
        .thenComposeAsync(done -> done ? new Counter(jobs, times - 1).start() : again());
  }

  private CompletionStage<Boolean> again() {
    return CompletableFuture.supplyAsync(this::start).thenCompose(stage -> stage);
  }
}
