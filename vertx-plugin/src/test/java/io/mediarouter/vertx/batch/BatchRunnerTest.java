package io.mediarouter.vertx.batch;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobOperation;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestWorker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
  private static final Function<JobState, RuntimeException> REFUSAL =
      state -> new IllegalStateException(state.token());
  private static final BatchConfig TWO_ATTEMPTS = new BatchConfig(2, 2);

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);
  private final RequestClassifier classifier =
      new RequestClassifier("", Map.of(), UrgencyRule.NONE);
  private final List<TestWorker> workers = new ArrayList<>();

  private TestWorker worker(String name, BatchConfig config) {
    var worker = new TestWorker(vertx, cluster.join(name), origin, store, config);
    workers.add(worker);
    return worker;
  }

  @AfterEach
  void nothingIsLeft() {
    workers.forEach(TestWorker::close);
    await()
        .untilAsserted(
            () -> assertThat(workers).allSatisfy(w -> assertThat(w.transcodes().all()).isEmpty()));
    await()
        .untilAsserted(
            () ->
                assertThat(workers)
                    .allSatisfy(w -> assertThat(w.state().tasks().rows()).isEmpty()));
    vertx.close().await();
  }

  @Test
  void job_isMade_storedAndIndexed() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);

    submit(worker, "j1", ASSET, "height=360");
    awaitStarted(worker, 1);
    assertThat(job(worker, "j1").owner()).isEqualTo("p1");
    assertThat(job(worker, "j1").state()).isEqualTo(JobState.RUNNING);
    finish(worker);

    BatchTask made = awaitState(worker, "j1", JobState.STORED).tasks().get(0);
    assertThat(made.progress()).isEqualTo(1);
    assertThat(made.attempts()).isEqualTo(1);
    assertThat(job(worker, "j1").owner()).isNull();
    assertThat(store.files()).hasSize(1);
    assertThat(indexed(worker)).isEqualTo(1);
  }

  @Test
  void progress_isWrittenIntoTheJob() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360", "height=240");
    awaitStarted(worker, 2);
    worker.transcoder().write("some");

    worker.transcoder().at(2.5);

    await().untilAsserted(() -> assertThat(job(worker, "j1").progress()).isEqualTo(0.25));
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);
  }

  @Test
  void renditionThatIsStored_costsNoWork() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360");
    awaitStarted(worker, 1);
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);

    submit(worker, "j2", ASSET, "width=640");

    assertThat(awaitState(worker, "j2", JobState.STORED).tasks().get(0).attempts()).isZero();
    assertThat(worker.transcoder().started()).isEqualTo(1);
  }

  @Test
  void renditionThatTheOriginalIs_costsNoWork_andIsSaidToBeIt() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);

    submit(worker, "j1", ASSET, "height=720", "height=1080&vcodec=h264", "width=2000");

    List<BatchTask> done = awaitState(worker, "j1", JobState.STORED).tasks();
    assertThat(done)
        .allMatch(each -> each.detail().original())
        .allMatch(each -> each.attempts() == 0);
    assertThat(done).allMatch(each -> each.detail().mediaSeconds() == 10);
    assertThat(worker.transcoder().started()).isZero();
    assertThat(store.files()).isEmpty();
  }

  @Test
  void renditionWhoseStreamsAreThere_isMadeByCopying() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);

    submit(worker, "j1", ASSET, "height=720&acodec=none");
    awaitStarted(worker, 1);
    assertThat(worker.transcoder().asked().get(0)).contains("vcodec=copy");
    finish(worker);

    BatchTask made = awaitState(worker, "j1", JobState.STORED).tasks().get(0);
    assertThat(made.detail().original()).isFalse();
    assertThat(stored(worker).get(0).speed()).isEqualTo(EncodingSpeed.COPY);
  }

  @Test
  void whatCannotBeCopied_isEncoded_whateverTheServerSaysOfCopying() {
    TestWorker worker = worker("p1", new BatchConfig(2, 1));
    submit(worker, "j1", ASSET, "height=720&acodec=none");
    awaitStarted(worker, 1);

    breakOff(worker);

    awaitStarted(worker, 2);
    assertThat(worker.transcoder().asked().get(1)).contains("vcodec=h264");
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);
    assertThat(stored(worker).get(0).speed()).isEqualTo(EncodingSpeed.SLOW);
  }

  @Test
  void transcodeThatBreaksOff_isTriedAgain_andThenFailedWithTheReason() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360");
    awaitStarted(worker, 1);
    breakOff(worker);
    awaitStarted(worker, 2);
    assertThat(job(worker, "j1").tasks().get(0).attempts()).isEqualTo(2);
    assertThat(job(worker, "j1").tasks().get(0).problem()).isNotEmpty();

    breakOff(worker);

    BatchTask failed = awaitState(worker, "j1", JobState.FAILED).tasks().get(0);
    assertThat(failed.attempts()).isEqualTo(2);
    assertThat(failed.problem()).isNotEmpty().doesNotContain("io.vertx", "internal");
    assertThat(store.files()).isEmpty();
  }

  @Test
  void transcodeThatSucceedsAtTheSecondAttempt_isStored() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360");
    awaitStarted(worker, 1);
    breakOff(worker);
    awaitStarted(worker, 2);

    finish(worker);

    assertThat(awaitState(worker, "j1", JobState.STORED).tasks().get(0).problem()).isNull();
  }

  @Test
  void transcodeThatIsSlowToBegin_isWaitedFor() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360");
    awaitStarted(worker, 1);

    await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(1));

    finish(worker);
    assertThat(awaitState(worker, "j1", JobState.STORED).tasks().get(0).attempts()).isEqualTo(1);
  }

  @Test
  void serverThatIsBusy_isAskedAgain_andNoAttemptCounts() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "known", ASSET, "height=240");
    awaitStarted(worker, 1);
    finish(worker);
    awaitState(worker, "known", JobState.STORED);
    var refused = new AtomicInteger();
    worker
        .transcoder()
        .behave(
            request -> {
              refused.incrementAndGet();
              request.response().setStatusCode(503).end();
            });

    submit(worker, "j1", ASSET, "height=360");
    await().until(() -> refused.get() > 3);
    worker.transcoder().recover();

    awaitStarted(worker, 2);
    assertThat(job(worker, "j1").tasks().get(0).attempts()).isEqualTo(1);
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);
  }

  @Test
  void orderThatNobodyCanFill_isFailedAtOnce() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);

    submit(worker, "unknown", "films/none.mp4", "height=360");
    submit(worker, "impossible", ASSET, "start=3000", "height=360");

    assertThat(awaitState(worker, "unknown", JobState.FAILED).tasks().get(0).problem())
        .isEqualTo("No origin has films/none.mp4.");
    awaitStarted(worker, 1);
    finish(worker);
    BatchJob half = awaitState(worker, "impossible", JobState.FAILED);
    assertThat(half.tasks().get(0).problem()).startsWith("start: \"3000\" (allowed: 0..10");
    assertThat(half.tasks().get(1).state()).isEqualTo(JobState.STORED);
  }

  @Test
  void job_waitsWhileNoServerHasRoom() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    worker.state().tasks().put("viewer", load("viewer", 4));

    submit(worker, "j1", ASSET, "height=360");

    await()
        .during(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(job(worker, "j1").state()).isEqualTo(JobState.QUEUED));
    assertThat(worker.transcoder().started()).isZero();
    worker.state().tasks().remove("viewer");
    awaitStarted(worker, 1);
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);
  }

  private static ActiveTask load(String id, double cores) {
    var asset = new AssetId(ASSET);
    return new ActiveTask(
        id,
        "t1",
        TaskKind.ON_DEMAND,
        asset,
        "key",
        Priority.DEFAULT,
        cores,
        10,
        Instant.now(),
        0,
        true);
  }

  @Test
  void noMoreThanTheConfiguredNumber_runsAtATime_mostUrgentFirst() {
    TestWorker worker = worker("p1", new BatchConfig(1, 1));
    submit(worker, "j1", ASSET, "height=360", "height=240");
    awaitStarted(worker, 1);
    submit(worker, "urgent", ASSET, 0, "height=180");

    finish(worker);
    awaitStarted(worker, 2);
    assertThat(job(worker, "urgent").state()).isEqualTo(JobState.RUNNING);
    finish(worker);
    awaitState(worker, "urgent", JobState.STORED);
    awaitStarted(worker, 3);
    finish(worker);

    awaitState(worker, "j1", JobState.STORED);
    assertThat(worker.transcoder().started()).isEqualTo(3);
  }

  @Test
  void jobOfAProxyThatIsGone_isFinishedByAnother_andTheLostOneChangesNothing() {
    TestWorker lost = worker("p1", TWO_ATTEMPTS);
    submit(lost, "j1", ASSET, "height=360");
    awaitStarted(lost, 1);
    TestWorker heir = worker("p2", TWO_ATTEMPTS);

    lost.vanish();

    awaitStarted(heir, 1);
    assertThat(job(heir, "j1").owner()).isEqualTo("p2");
    await().untilAsserted(() -> assertThat(lost.transcoder().cancelled()).isEqualTo(1));
    finish(heir);
    BatchTask made = awaitState(heir, "j1", JobState.STORED).tasks().get(0);
    assertThat(made.attempts()).isEqualTo(1);
    assertThat(store.files()).hasSize(1);
  }

  @Test
  void closing_givesTheJobsBack() {
    TestWorker first = worker("p1", TWO_ATTEMPTS);
    submit(first, "j1", ASSET, "height=360");
    awaitStarted(first, 1);

    first.close();

    assertThat(job(first, "j1").state()).isEqualTo(JobState.QUEUED);
    assertThat(job(first, "j1").owner()).isNull();
    assertThat(job(first, "j1").tasks().get(0).attempts()).isZero();
    await().untilAsserted(() -> assertThat(first.transcoder().cancelled()).isEqualTo(1));
    TestWorker second = worker("p2", TWO_ATTEMPTS);
    awaitStarted(second, 1);
    finish(second);
    awaitState(second, "j1", JobState.STORED);
  }

  @Test
  void jobPausedOnAnotherProxy_isTakenAway_andGoesOnWhenResumed() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    SharedState operator = cluster.join("p2");
    var jobs = new BatchJobs(vertx, operator.jobs(), InstantSource.system(), job -> {});
    submit(worker, "j1", ASSET, "height=360");
    awaitStarted(worker, 1);

    jobs.operate("j1", JobOperation.PAUSE, REFUSAL).await();

    await().until(() -> worker.transcoder().cancelled() == 1);
    await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(1));
    jobs.operate("j1", JobOperation.RESUME, REFUSAL).await();
    awaitStarted(worker, 2);
    finish(worker);
    assertThat(awaitState(worker, "j1", JobState.STORED).tasks().get(0).attempts()).isEqualTo(1);
  }

  @Test
  void jobWithALaterStart_isNotBegunBefore() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    Instant start = Instant.now().plusMillis(500);

    submit(worker, "j1", new JobTerms(start, null, false, null, null, null));

    awaitStarted(worker, 1);
    assertThat(Instant.now()).isAfterOrEqualTo(start);
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);
  }

  @Test
  void jobThatMissesItsDeadline_isDropped_whereThatWasOrdered() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);

    submit(worker, "late", new JobTerms(null, Instant.EPOCH, true, null, null, null));

    BatchTask dropped = awaitState(worker, "late", JobState.FAILED).tasks().get(0);
    assertThat(dropped.problem()).contains("deadline");
    await()
        .untilAsserted(
            () -> assertThat(worker.over()).extracting(BatchJob::id).containsExactly("late"));
    await().until(() -> worker.transcodes().all().isEmpty());
  }

  private void submit(TestWorker worker, String id, JobTerms terms) {
    var task = BatchTask.queued("height=360", classifier.named("height=360"));
    var job =
        new BatchJob(
            id,
            new AssetId(ASSET),
            List.of(task),
            Priority.BACKGROUND,
            terms,
            Instant.EPOCH,
            JobStanding.NEW,
            null);
    worker.jobs().submit(job).await();
  }

  @Test
  void jobSubmittedTwiceAtOnce_isOneJob_whicheverProxyWasFirst() {
    var first = new BatchJobs(vertx, cluster.join("p1").jobs(), InstantSource.system(), job -> {});
    var second = new BatchJobs(vertx, cluster.join("p2").jobs(), InstantSource.system(), job -> {});
    var task = BatchTask.queued("height=360", classifier.named("height=360"));
    var one =
        new BatchJob(
            "k", new AssetId("a"), List.of(task), Priority.BACKGROUND, Instant.EPOCH, null);
    var other =
        new BatchJob(
            "k", new AssetId("b"), List.of(task), Priority.BACKGROUND, Instant.EPOCH, null);

    BatchJob written = first.submitOrFind(one).await();
    BatchJob found = second.submitOrFind(other).await();

    assertThat(found).isEqualTo(written).isEqualTo(one);
  }

  @Test
  void serversLastWords_areTheJobsProblem() {
    TestWorker worker = worker("p1", new BatchConfig(1, 1));
    worker
        .transcoder()
        .behave(
            request -> {
              if (request.path().equals("/probe")) {
                request.response().end(ChunkTranscoder.PROBE);
                return;
              }
              request
                  .response()
                  .setStatusCode(422)
                  .putHeader("content-type", "application/problem+json")
                  .end("{\"detail\":\"ffmpeg cannot make this rendition:\\n bad \\u001bstream\"}");
            });

    submit(worker, "j1", ASSET, "height=360");

    BatchTask failed = awaitState(worker, "j1", JobState.FAILED).tasks().get(0);
    assertThat(failed.problem()).endsWith("ffmpeg cannot make this rendition: bad stream");
    assertThat(worker.over()).extracting(BatchJob::id).containsExactly("j1");
  }

  @Test
  void waitingRendition_tellsWhy() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    worker.state().tasks().put("viewer", load("viewer", 4));

    submit(worker, "j1", ASSET, "height=360");

    await()
        .untilAsserted(
            () ->
                assertThat(job(worker, "j1").whyItWaits(0, Instant.now()))
                    .contains("the farm is busy"));
    worker.state().tasks().remove("viewer");
    awaitStarted(worker, 1);
    assertThat(job(worker, "j1").whyItWaits(0, Instant.now())).isEmpty();
    finish(worker);
    awaitState(worker, "j1", JobState.STORED);
  }

  @Test
  void cancelledJob_stopsWhatRuns_andNothingIsStored() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    TestWorker other = worker("p2", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360");
    await().until(() -> worker.transcoder().started() + other.transcoder().started() == 1);

    other.jobs().cancel("j1").await();

    await().until(() -> worker.transcoder().cancelled() + other.transcoder().cancelled() == 1);
    assertThat(job(worker, "j1").state()).isEqualTo(JobState.CANCELLED);
    assertThat(store.files()).isEmpty();
  }

  @Test
  void cancelledJob_leavesATranscodeToTheOtherJobThatWaitsForIt() {
    TestWorker worker = worker("p1", TWO_ATTEMPTS);
    submit(worker, "j1", ASSET, "height=360");
    submit(worker, "j2", ASSET, "height=360");
    await().until(() -> job(worker, "j2").state() == JobState.RUNNING);
    awaitStarted(worker, 1);

    worker.jobs().cancel("j1").await();
    finish(worker);

    awaitState(worker, "j2", JobState.STORED);
    assertThat(job(worker, "j1").state()).isEqualTo(JobState.CANCELLED);
    assertThat(worker.transcoder().started()).isEqualTo(1);
  }

  private void submit(TestWorker worker, String id, String asset, String... renditions) {
    submit(worker, id, asset, 7, renditions);
  }

  private void submit(
      TestWorker worker, String id, String asset, int priority, String... renditions) {
    var tasks =
        Arrays.stream(renditions).map(q -> BatchTask.queued(q, classifier.named(q))).toList();
    var job =
        new BatchJob(id, new AssetId(asset), tasks, new Priority(priority), Instant.EPOCH, null);
    worker.jobs().submit(job).await();
  }

  private static void awaitStarted(TestWorker worker, int tasks) {
    await().untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(tasks));
  }

  private static void finish(TestWorker worker) {
    worker.transcoder().write("media");
    worker.transcoder().end();
  }

  private static void breakOff(TestWorker worker) {
    worker.transcoder().write("med");
    worker.transcoder().breakOff();
  }

  private static BatchJob job(TestWorker worker, String id) {
    return worker.jobs().find(id).orElseThrow();
  }

  private static BatchJob awaitState(TestWorker worker, String id, JobState state) {
    await().untilAsserted(() -> assertThat(job(worker, id).state()).isEqualTo(state));
    return job(worker, id);
  }

  private static int indexed(TestWorker worker) {
    return stored(worker).size();
  }

  private static List<StoredRendition> stored(TestWorker worker) {
    var entry = worker.state().cacheIndex().find(new AssetId(ASSET)).toCompletableFuture().join();
    return entry.orElseThrow().renditions();
  }
}
