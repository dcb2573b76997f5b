package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

  private static List<String> inTurn(BatchJob... jobs) {
    return Stream.of(jobs)
        .sorted(Comparator.comparing(job -> WorkQueue.order(job, 0)))
        .map(BatchJob::id)
        .toList();
  }

  @Test
  void turns_areOfTheMostUrgent_thenTheOldest() {
    assertThat(
            inTurn(job("b", 2, QUEUED), job("a", 2, QUEUED), job("c", 1, QUEUED), urgent("d", 9)))
        .containsExactly("d", "c", "a", "b");
  }

  @Test
  void turns_areOfTheJobThatWasLastBumped_amongThoseOfItsUrgency() {
    assertThat(
            inTurn(
                job("old", 1, QUEUED),
                job("bumped", 2, QUEUED).bumped(NOON),
                job("last", 3, QUEUED).bumped(NOON.plusSeconds(1)),
                urgent("urgent", 9)))
        .containsExactly("urgent", "last", "bumped", "old");
  }

  @Test
  void waiting_isWhatIsQueued_whoeverHasIt() {
    var queue =
        queue(
            job("free", 1, STORED, QUEUED),
            job("mine", 2, RUNNING, QUEUED).ownedBy("me"),
            job("other", 3, QUEUED).ownedBy("you"),
            job("over", 4, STORED));

    assertThat(queue.waiting())
        .containsExactlyInAnyOrder(
            new TaskRef("free", 1), new TaskRef("mine", 1), new TaskRef("other", 0));
  }

  @Test
  void waiting_isNothingOfAPausedJob() {
    BatchJob paused = job("a", 1, QUEUED).paused();

    assertThat(queue(paused).waiting()).isEmpty();
    assertThat(queue(paused.resumed()).waiting()).hasSize(1);
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

  private static List<List<TaskRef>> groups(int together, BatchJob... inTurn) {
    var grouping = new Grouping(together);
    for (BatchJob job : inTurn) {
      queue(job).waiting().forEach(task -> grouping.add(job, task));
    }
    return grouping.groups();
  }

  @Test
  void groups_areOfOneAssetAndUrgency_inTurn_andWhatFailedBeforeIsAlone() {
    BatchTask failed = RUNNING.failed("no", 9);
    BatchJob urgent = urgent("u", 4);
    BatchJob a = job("a", 1, QUEUED, failed, QUEUED);
    BatchJob other = other("x", 2);
    BatchJob b = job("b", 3, QUEUED, RUNNING);

    assertThat(groups(2, urgent, a, other, b))
        .containsExactly(
            List.of(new TaskRef("u", 0)),
            List.of(new TaskRef("a", 0), new TaskRef("a", 2)),
            List.of(new TaskRef("a", 1)),
            List.of(new TaskRef("x", 0)),
            List.of(new TaskRef("b", 0)));
    assertThat(groups(9, urgent, a, other, b).get(1))
        .containsExactly(new TaskRef("a", 0), new TaskRef("a", 2), new TaskRef("b", 0));
    assertThat(groups(1, urgent, a, other, b)).allMatch(group -> group.size() == 1).hasSize(6);
  }

  private static BatchJob other(String id, int second) {
    BatchJob job = job(id, second, QUEUED);
    return new BatchJob(
        id, new AssetId("b.mp4"), job.tasks(), job.priority(), job.submittedAt(), null);
  }
}
