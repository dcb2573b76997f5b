package io.mediarouter.state.durable;

import static io.mediarouter.state.SharedTable.ABSENT;
import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.durable.Proxies.alone;
import static io.mediarouter.state.durable.Proxies.get;
import static io.mediarouter.state.durable.Proxies.join;
import static io.mediarouter.state.durable.Proxies.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobOperation;
import io.mediarouter.batch.JobState;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.memory.InMemoryCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy that stopped first comes back first, and alone: it does not know what came of its jobs.
 */
class RevivedJobsTest {
  private static final String JOB = "j1";

  @TempDir private Path old;
  @TempDir private Path later;
  private long firstVersion;

  /** Both know the job; then only one of them does what {@link #afterwards} tells. */
  @BeforeEach
  void orderAJob() throws Exception {
    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p1", old);
        SharedState second = join(cluster, "p2", later)) {
      get(first.jobs().replace(JOB, ABSENT, job(JOB)));
      soon().until(() -> second.jobs().get(JOB).isPresent());
      firstVersion = row(first).version();
    }
  }

  private static Versioned<BatchJob> row(SharedState proxy) {
    return proxy.jobs().get(JOB).orElseThrow();
  }

  private static void change(SharedState proxy, UnaryOperator<BatchJob> change) throws Exception {
    Versioned<BatchJob> row = row(proxy);
    assertThat(get(proxy.jobs().replace(JOB, row.version(), change.apply(row.value())))).isTrue();
  }

  private static UnaryOperator<BatchJob> operation(JobOperation operation) {
    return job -> operation.on(job, Instant.now()).orElseThrow();
  }

  private static BatchJob stored(BatchJob job) {
    BatchJob done = job;
    for (int i = 0; i < job.tasks().size(); i++) {
      done = done.with(i, RevivedJobsTest::stored);
    }
    return done;
  }

  private static BatchTask stored(BatchTask task) {
    return new BatchTask(
        task.label(), task.rendition(), JobState.STORED, 1, 1, null, task.detail());
  }

  private static void assertState(SharedState proxy, JobState state) {
    soon().untilAsserted(() -> assertThat(row(proxy).value().state()).isEqualTo(state));
  }

  /** Whatever the order in which they start again. */
  private void assertStateAfterAllStarted(JobState state) throws Exception {
    for (int i = 0; i < 2; i++) {
      var cluster = new InMemoryCluster();
      try (SharedState first = join(cluster, "p5", i == 0 ? old : later);
          SharedState second = join(cluster, "p6", i == 0 ? later : old)) {
        assertState(first, state);
        assertState(second, state);
      }
    }
  }

  @Test
  void jobThatComesBack_isMarkedWithItsAge() throws Exception {
    try (SharedState proxy = alone(old)) {
      assertThat(row(proxy).value().standing().asOf())
          .isEqualTo(Instant.ofEpochMilli(firstVersion));
      change(proxy, RevivedJobsTest::stored);
    }
    try (SharedState proxy = alone(old)) {
      assertThat(row(proxy).value().standing().asOf())
          .isEqualTo(Instant.ofEpochMilli(firstVersion));
      assertState(proxy, JobState.STORED);
    }
  }

  @Test
  void cancelled_isNotOverwrittenByStored_whenTheOneWhoKnowsJoins() throws Exception {
    try (SharedState proxy = alone(later)) {
      change(proxy, operation(JobOperation.CANCEL));
    }

    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p3", old)) {
      change(first, RevivedJobsTest::stored);
      try (SharedState second = join(cluster, "p4", later)) {
        assertState(second, JobState.CANCELLED);
        assertState(first, JobState.CANCELLED);
      }
    }
    assertStateAfterAllStarted(JobState.CANCELLED);
  }

  @Test
  void cancelled_isNotOverwrittenByStored_whenTheOneWhoKnowsIsTheFirst() throws Exception {
    try (SharedState proxy = alone(later)) {
      change(proxy, operation(JobOperation.CANCEL));
    }
    try (SharedState proxy = alone(old)) {
      change(proxy, RevivedJobsTest::stored);
    }

    var cluster = new InMemoryCluster();
    try (SharedState second = join(cluster, "p3", later);
        SharedState first = join(cluster, "p4", old)) {
      assertState(first, JobState.CANCELLED);
      assertState(second, JobState.CANCELLED);
    }
    assertStateAfterAllStarted(JobState.CANCELLED);
  }

  @Test
  void removedJob_staysRemoved_whateverBecameOfItElsewhere() throws Exception {
    try (SharedState proxy = alone(later)) {
      get(proxy.jobs().remove(JOB, row(proxy).version()));
    }
    try (SharedState proxy = alone(old)) {
      change(proxy, RevivedJobsTest::stored);
    }

    for (int i = 0; i < 2; i++) {
      var cluster = new InMemoryCluster();
      try (SharedState first = join(cluster, "p3", i == 0 ? old : later);
          SharedState second = join(cluster, "p4", i == 0 ? later : old)) {
        soon().until(() -> first.jobs().rows().isEmpty() && second.jobs().rows().isEmpty());
      }
    }
  }

  @Test
  void whatAnOperatorWantsOfARevivedJob_isLaterThanWhatOthersKnew() throws Exception {
    try (SharedState proxy = alone(later)) {
      change(proxy, RevivedJobsTest::stored);
    }

    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p3", old)) {
      change(first, operation(JobOperation.CANCEL));
      try (SharedState second = join(cluster, "p4", later)) {
        assertState(second, JobState.CANCELLED);
        assertState(first, JobState.CANCELLED);
      }
    }
    assertStateAfterAllStarted(JobState.CANCELLED);
  }

  @Test
  void progressOfARevivedJob_stays_whereNobodyKnewMore() throws Exception {
    var cluster = new InMemoryCluster();
    try (SharedState first = join(cluster, "p3", old)) {
      change(first, RevivedJobsTest::stored);
      try (SharedState second = join(cluster, "p4", later)) {
        assertState(second, JobState.STORED);
      }
    }
    assertStateAfterAllStarted(JobState.STORED);
  }
}
