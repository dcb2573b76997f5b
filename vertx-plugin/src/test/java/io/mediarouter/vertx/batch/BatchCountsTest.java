package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCountsTest {
  private static final BatchTask QUEUED = BatchTask.queued("x", RenditionRequest.DEFAULT);

  @Test
  void renditions_areCountedByStateAndReason() {
    var counts =
        BatchCounts.of(
            List.of(
                job(QUEUED, QUEUED.waiting("the farm is busy")),
                job(
                    QUEUED.waiting("outside off-peak hours; 2030-01-01T21:00:00Z"),
                    QUEUED.waiting("an attempt failed; waits until 2030-01-01T21:00:00Z"),
                    QUEUED.started(),
                    QUEUED.started().stored())));

    assertThat(counts.running()).isEqualTo(1);
    assertThat(counts.queued("not_its_turn")).isEqualTo(1);
    assertThat(counts.queued("farm_busy")).isEqualTo(1);
    assertThat(counts.queued("off_peak_only")).isEqualTo(1);
    assertThat(counts.queued(BatchCounts.OTHER)).isEqualTo(1);
    assertThat(counts.queued("paused")).isZero();
  }

  private static BatchJob job(BatchTask... tasks) {
    return new BatchJob(
        "j",
        new AssetId("a.mp4"),
        List.of(tasks),
        Priority.BACKGROUND,
        JobTerms.NONE,
        Instant.EPOCH,
        JobStanding.NEW,
        null);
  }
}
