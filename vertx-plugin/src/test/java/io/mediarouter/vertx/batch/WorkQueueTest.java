package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final BatchTask QUEUED = BatchTask.queued("height=360", RenditionRequest.DEFAULT);
  private static final BatchTask RUNNING = QUEUED.started();
  private static final BatchTask STORED = RUNNING.stored();

  private static BatchJob job(String id, int second, BatchTask... tasks) {
    return new BatchJob(
        id,
        new AssetId("a.mp4"),
        List.of(tasks),
        Priority.BACKGROUND,
        Instant.ofEpochSecond(second),
        null);
  }

  private static BatchJob urgent(String id, int second) {
    BatchJob job = job(id, second, QUEUED);
    return new BatchJob(
        job.id(), job.asset(), job.tasks(), new Priority(1), job.submittedAt(), null);
  }

  private static WorkQueue queue(BatchJob... jobs) {
    return new WorkQueue(List.of(jobs), "me", NOON);
  }

  @Test
  void next_isTheMostUrgent_thenTheOldest() {
    var queue =
        queue(job("b", 2, QUEUED), job("a", 2, QUEUED), job("c", 1, QUEUED), urgent("d", 9));

    assertThat(queue.next(task -> true, 9))
        .extracting(TaskRef::jobId)
        .containsExactly("d", "c", "a", "b");
    assertThat(queue.next(task -> true, 1)).extracting(TaskRef::jobId).containsExactly("d");
    assertThat(queue.next(task -> true, -1)).isEmpty();
  }

  @Test
  void next_isWhatWaits_ofNobodysAndMyOwnJobs() {
    var queue =
        queue(
            job("free", 1, STORED, QUEUED),
            job("mine", 2, RUNNING, QUEUED).ownedBy("me"),
            job("other", 3, QUEUED).ownedBy("you"),
            job("over", 4, STORED));

    assertThat(queue.next(task -> true, 9))
        .containsExactly(new TaskRef("free", 1), new TaskRef("mine", 1));
    assertThat(queue.next(task -> !task.jobId().equals("free"), 1))
        .containsExactly(new TaskRef("mine", 1));
  }

  @Test
  void next_isTheJobThatWasLastBumped_amongThoseOfItsUrgency() {
    var queue =
        queue(
            job("old", 1, QUEUED),
            job("bumped", 2, QUEUED).bumped(NOON),
            job("last", 3, QUEUED).bumped(NOON.plusSeconds(1)),
            urgent("urgent", 9));

    assertThat(queue.next(task -> true, 9))
        .extracting(TaskRef::jobId)
        .containsExactly("urgent", "last", "bumped", "old");
  }

  @Test
  void next_isNothingOfAPausedJob() {
    BatchJob paused = job("a", 1, QUEUED).paused();

    assertThat(queue(paused).next(task -> true, 9)).isEmpty();
    assertThat(queue(paused.resumed()).next(task -> true, 9)).hasSize(1);
  }

  @Test
  void markedRunningHere_isWhatRunsInMyJobs() {
    var queue =
        queue(
            job("mine", 1, QUEUED, RUNNING, STORED).ownedBy("me"),
            job("other", 2, RUNNING).ownedBy("you"));

    assertThat(queue.markedRunningHere()).containsExactly(new TaskRef("mine", 1));
    assertThat(queue.owned()).containsExactly("mine");
  }

  @Test
  void orphans_areOwnedByWhoIsGone() {
    var queue =
        queue(
            job("free", 1, QUEUED),
            job("mine", 1, QUEUED).ownedBy("me"),
            job("lost", 2, RUNNING).ownedBy("you"));

    assertThat(queue.orphans(Set.of("me", "them"))).containsExactly("lost");
  }

  @Test
  void surplus_isWhatIsOver_beyondTheNewest() {
    var queue =
        queue(job("a", 1, STORED), job("b", 3, STORED), job("c", 2, STORED), job("d", 0, QUEUED));

    assertThat(queue.surplus(1)).containsExactly("c", "a");
    assertThat(queue.surplus(3)).isEmpty();
    assertThat(queue.ids()).containsOnly("a", "b", "c", "d");
  }

  @Test
  void groups_areOfOneAssetAndUrgency_inTurn_andWhatFailedBeforeIsAlone() {
    BatchTask failed = RUNNING.failed("no", 9);
    BatchJob other = other("x", 2);
    WorkQueue queue =
        queue(
            job("a", 1, QUEUED, failed, QUEUED),
            other,
            job("b", 3, QUEUED, RUNNING),
            urgent("u", 4));

    assertThat(queue.groups(task -> true, 9, 2))
        .containsExactly(
            List.of(new TaskRef("u", 0)),
            List.of(new TaskRef("a", 0), new TaskRef("a", 2)),
            List.of(new TaskRef("a", 1)),
            List.of(new TaskRef("x", 0)),
            List.of(new TaskRef("b", 0)));
    assertThat(queue.groups(task -> true, 2, 9).get(1))
        .containsExactly(new TaskRef("a", 0), new TaskRef("a", 2), new TaskRef("b", 0));
    assertThat(queue.groups(task -> true, 9, 1)).allMatch(group -> group.size() == 1).hasSize(6);
    assertThat(queue.groups(task -> true, 0, 2)).isEmpty();
  }

  private static BatchJob other(String id, int second) {
    BatchJob job = job(id, second, QUEUED);
    return new BatchJob(
        id, new AssetId("b.mp4"), job.tasks(), job.priority(), job.submittedAt(), null);
  }
}
