package io.mediarouter.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchJobTest {
  private static final BatchTask QUEUED = BatchTask.queued("height=360", RenditionRequest.DEFAULT);
  private static final BatchTask RUNNING = QUEUED.started().at(0.5);
  private static final BatchTask STORED = QUEUED.started().stored();

  private static BatchJob job(BatchTask... tasks) {
    return new BatchJob(
        "j1", new AssetId("a.mp4"), List.of(tasks), Priority.BACKGROUND, Instant.EPOCH, null);
  }

  @Test
  void cancelled_callsOffWhatIsNotFinished_andFreesTheJob() {
    BatchJob cancelled = job(QUEUED, RUNNING, STORED).ownedBy("p1").cancelled();

    assertThat(cancelled.tasks())
        .extracting(BatchTask::state)
        .containsExactly(JobState.CANCELLED, JobState.CANCELLED, JobState.STORED);
    assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
    assertThat(cancelled.tasks().get(1).progress()).isEqualTo(0.5);
    assertThat(cancelled.owner()).isNull();
  }

  @Test
  void released_queuesWhatRan_withoutCountingTheAttempt() {
    BatchJob released = job(RUNNING, STORED).ownedBy("p1").released();

    assertThat(released.tasks()).containsExactly(QUEUED, STORED);
    assertThat(released.state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void failed_isQueuedAgain_untilTheAttemptsAreUsedUp() {
    BatchTask once = QUEUED.started().failed("broke off", 2);
    assertThat(once.state()).isEqualTo(JobState.QUEUED);

    BatchTask twice = once.started().failed("broke off", 2);

    assertThat(twice.state()).isEqualTo(JobState.FAILED);
    assertThat(twice.problem()).isEqualTo("broke off");
    assertThat(job(twice, STORED).state()).isEqualTo(JobState.FAILED);
  }
}
