package io.mediarouter.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTransitionsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final BatchTask QUEUED = BatchTask.queued("height=360", RenditionRequest.DEFAULT);
  private static final BatchTask RUNNING = QUEUED.started().on("t1").at(0.5);

  private static BatchJob job(JobTerms terms, BatchTask... tasks) {
    return new BatchJob(
        "j1",
        new AssetId("a.mp4"),
        List.of(tasks),
        Priority.BACKGROUND,
        terms,
        Instant.EPOCH,
        JobStanding.NEW,
        null);
  }

  private static BatchJob job(JobState state) {
    return switch (state) {
      case QUEUED -> job(JobTerms.NONE, QUEUED);
      case PAUSED -> job(JobTerms.NONE, QUEUED).paused();
      case RUNNING -> job(JobTerms.NONE, RUNNING).ownedBy("p1");
      case STORED -> job(JobTerms.NONE, RUNNING.stored());
      case FAILED -> job(JobTerms.NONE, RUNNING.failed("broke off", 1));
      case CANCELLED -> job(JobTerms.NONE, RUNNING).cancelled();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "PAUSE,  QUEUED,    PAUSED",
    "PAUSE,  PAUSED,",
    "PAUSE,  RUNNING,   PAUSED",
    "PAUSE,  STORED,",
    "PAUSE,  FAILED,",
    "PAUSE,  CANCELLED,",
    "RESUME, QUEUED,",
    "RESUME, PAUSED,    QUEUED",
    "RESUME, RUNNING,",
    "RESUME, STORED,",
    "RESUME, CANCELLED,",
    "BUMP,   QUEUED,    QUEUED",
    "BUMP,   PAUSED,    PAUSED",
    "BUMP,   RUNNING,   RUNNING",
    "BUMP,   FAILED,",
    "BUMP,   CANCELLED,",
    "CANCEL, QUEUED,    CANCELLED",
    "CANCEL, PAUSED,    CANCELLED",
    "CANCEL, RUNNING,   CANCELLED",
    "CANCEL, CANCELLED, CANCELLED",
    "CANCEL, STORED,",
    "CANCEL, FAILED,",
  })
  void operation_leadsFromOneStateToAnother_orIsRefused(
      JobOperation operation, JobState before, JobState after) {
    BatchJob job = job(before);
    assertThat(job.state()).isEqualTo(before);

    assertThat(operation.on(job, NOON).map(BatchJob::state).orElse(null)).isEqualTo(after);
  }

  @Test
  void paused_takesAwayWhatRuns_withoutCountingTheAttempt() {
    BatchJob paused = job(JobTerms.NONE, RUNNING, RUNNING.stored()).ownedBy("p1").paused();

    assertThat(paused.tasks().get(0)).isEqualTo(QUEUED);
    assertThat(paused.tasks().get(1).state()).isEqualTo(JobState.STORED);
    assertThat(paused.owner()).isNull();
    assertThat(paused.isDue(NOON)).isFalse();
    assertThat(paused.resumed().isDue(NOON)).isTrue();
  }

  @Test
  void notBefore_holdsTheJobUntilThen() {
    var later = new JobTerms(NOON, null, false, null, null, null);

    BatchJob job = job(later, QUEUED.waiting("no transcoding server has room"));

    assertThat(job.isDue(NOON.minusNanos(1))).isFalse();
    assertThat(job.whyItWaits(0, NOON.minusNanos(1))).contains("not before 2026-06-01T12:00:00Z");
    assertThat(job.isDue(NOON)).isTrue();
    assertThat(job.whyItWaits(0, NOON)).contains("no transcoding server has room");
    assertThat(job.paused().whyItWaits(0, NOON)).contains("paused");
    assertThat(job(JobTerms.NONE, QUEUED).whyItWaits(0, NOON)).contains("waits for its turn");
    assertThat(job(JobTerms.NONE, RUNNING).whyItWaits(0, NOON)).isEmpty();
  }

  @Test
  void deadline_dropsOnlyWhereThatWasOrdered() {
    BatchJob late = job(new JobTerms(null, NOON, false, null, null, null), QUEUED);
    BatchJob dropped = job(new JobTerms(null, NOON, true, null, null, null), QUEUED, RUNNING);

    assertThat(late.isDropped(NOON.plusSeconds(1))).isFalse();
    assertThat(dropped.isDropped(NOON)).isFalse();
    assertThat(dropped.isDropped(NOON.plusSeconds(1))).isTrue();
    assertThat(dropped.dropped().state()).isEqualTo(JobState.FAILED);
    assertThat(dropped.dropped().tasks())
        .allSatisfy(task -> assertThat(task.problem()).contains("deadline, 2026-06-01T12:00"));
    assertThat(dropped.cancelled().isDropped(NOON.plusSeconds(1))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobTerms(NOON, NOON, false, null, null, null))
        .withMessageStartingWith("deadline: 2026-06-01T12:00:00Z (expected: later than");
  }

  @Test
  void noted_keepsTheFirstStartAndTheEnd() {
    BatchJob begun = job(JobTerms.NONE, RUNNING).noted(NOON).released().noted(NOON.plusSeconds(1));
    BatchJob over = begun.with(0, BatchTask::stored).noted(NOON.plusSeconds(2));

    assertThat(begun.standing().startedAt()).isEqualTo(NOON);
    assertThat(begun.standing().finishedAt()).isNull();
    assertThat(over.standing().startedAt()).isEqualTo(NOON);
    assertThat(over.noted(NOON.plusSeconds(3)).standing().finishedAt())
        .isEqualTo(NOON.plusSeconds(2));
  }

  @Property
  void noSequenceOfChanges_losesAResult_orRevivesWhatIsFinal(
      @ForAll("changes") List<UnaryOperator<BatchJob>> changes) {
    BatchJob job = job(new JobTerms(null, NOON, true, null, null, null), QUEUED, QUEUED, QUEUED);
    for (UnaryOperator<BatchJob> change : changes) {
      BatchJob next = change.apply(job);
      for (int i = 0; i < 3; i++) {
        BatchTask before = job.tasks().get(i);
        if (before.state().isFinal()) {
          assertThat(next.tasks().get(i)).isEqualTo(before);
        }
      }
      if (job.state().isFinal()) {
        assertThat(next.state()).isEqualTo(job.state());
      }
      job = next;
    }
  }

  @Provide
  Arbitrary<List<UnaryOperator<BatchJob>>> changes() {
    List<UnaryOperator<BatchTask>> ofTasks =
        List.of(
            BatchTask::started,
            BatchTask::stored,
            BatchTask::requeued,
            BatchTask::cancelled,
            task -> task.at(0.25),
            task -> task.on("t2"),
            task -> task.lasting(3),
            task -> task.waiting("no room"),
            task -> task.failed("broke off", 2),
            task -> task.failed("hopeless", 0));
    Arbitrary<UnaryOperator<BatchJob>> inOneTask =
        Arbitraries.of(IntStream.range(0, 3).boxed().toList())
            .flatMap(i -> Arbitraries.of(ofTasks).map(change -> job -> job.with(i, change)));
    Arbitrary<UnaryOperator<BatchJob>> ofTheJob =
        Arbitraries.of(
            BatchJob::released,
            BatchJob::paused,
            BatchJob::resumed,
            BatchJob::cancelled,
            BatchJob::dropped,
            job -> job.bumped(NOON),
            job -> job.noted(NOON),
            job -> job.ownedBy("p1"));
    return Arbitraries.frequencyOf(Tuple.of(4, inOneTask), Tuple.of(1, ofTheJob))
        .list()
        .ofMaxSize(40);
  }
}
