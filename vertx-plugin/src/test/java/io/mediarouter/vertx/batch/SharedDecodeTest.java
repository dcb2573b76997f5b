package io.mediarouter.vertx.batch;

import static io.mediarouter.vertx.testfarm.ChunkTranscoder.lastPart;
import static io.mediarouter.vertx.testfarm.ChunkTranscoder.parts;
import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.media.AssetId;
import io.mediarouter.request.Priority;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.config.BatchConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.TestWorker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several renditions of one source are made by one task of a server, and end each by itself. */
class SharedDecodeTest {
  private static final BatchConfig FOUR_AT_ONCE = new BatchConfig(2, 2);
  private static final String LADDER = "height=240,height=180,height=144";

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final ByteServer origin =
      new ByteServer(vertx).with("/" + ASSET, Buffer.buffer("the original"));
  private final ByteServer store = new ByteServer(vertx);
  private TestWorker worker;

  private void start(BatchConfig config) {
    worker = new TestWorker(vertx, cluster.join("p1"), origin, store, config, "outputs");
  }

  @AfterEach
  void nothingIsLeft() {
    worker.close();
    await().untilAsserted(() -> assertThat(worker.transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(ownTasks()).isEmpty());
    vertx.close().await();
  }

  private List<ActiveTask> ownTasks() {
    return worker.state().tasks().rows().stream().map(row -> row.value()).toList();
  }

  @Test
  void renditionsOfAJob_areMadeByOneTask_andStoredEach() {
    start(FOUR_AT_ONCE);

    submit("j1", LADDER);
    awaitStarted(1);
    assertThat(heights(0)).containsExactly("240", "180", "144");
    assertThat(ownTasks()).hasSize(1);
    assertThat(ownTasks().get(0).demandCores()).isCloseTo(3.24, within(0.1));
    worker.transcoder().at(2.5);
    await().untilAsserted(() -> assertThat(job("j1").progress()).isEqualTo(0.25));
    worker.transcoder().write(parts("first", "second", "third") + lastPart());
    worker.transcoder().end();

    List<BatchTask> made = awaitState("j1", JobState.STORED).tasks();
    assertThat(made).extracting(BatchTask::attempts).containsOnly(1);
    assertThat(made).extracting(task -> task.detail().serverId()).containsOnly("t1");
    assertThat(stored()).containsExactlyInAnyOrder("first", "second", "third");
    assertThat(worker.transcoder().started()).isEqualTo(1);
    assertThat(worker.state().history().records()).as("what a shared decode costs").isEmpty();
  }

  @Test
  void jobsOfOneAsset_share_andOneThatIsCalledOff_leavesTheOthers() {
    start(FOUR_AT_ONCE);
    holdingTheFarm(() -> submitAll("j1 height=240", "j2 height=180", "j3 height=144"));
    awaitStarted(1);
    assertThat(worker.transcoder().orders().get(0).getJsonArray("outputs")).hasSize(3);

    worker.jobs().cancel("j2").await();
    await().until(() -> worker.transcodes().all().size() == 2);
    worker.transcoder().write(parts("first", "second", "third") + lastPart());
    worker.transcoder().end();

    awaitState("j1", JobState.STORED);
    awaitState("j3", JobState.STORED);
    assertThat(job("j2").state()).isEqualTo(JobState.CANCELLED);
    assertThat(stored()).containsExactlyInAnyOrder("first", "third");
    assertThat(worker.transcoder().started()).isEqualTo(1);
  }

  @Test
  void whenNobodyWaitsForAnyOfIt_theTaskIsTakenAway() {
    start(FOUR_AT_ONCE);
    submit("j1", LADDER);
    awaitStarted(1);

    worker.jobs().cancel("j1").await();

    await().until(() -> worker.transcoder().cancelled() == 1);
    await().untilAsserted(() -> assertThat(ownTasks()).isEmpty());
    assertThat(stored()).isEmpty();
  }

  @Test
  void taskThatGivesWay_isMadeLater_withNoAttemptCounted() {
    start(FOUR_AT_ONCE);
    submit("j1", LADDER);
    awaitStarted(1);

    viewersTake(4);

    await().until(() -> worker.transcoder().cancelled() == 1);
    await().untilAsserted(() -> assertThat(job("j1").state()).isNotEqualTo(JobState.STORED));
    await()
        .untilAsserted(
            () -> assertThat(job("j1").tasks()).extracting(BatchTask::attempts).containsOnly(0));
    viewersLeave();
    awaitAllStored("j1");
  }

  @Test
  void failureOfTheWhole_isHeldAgainstNobody_andEachIsTriedAlone() {
    start(new BatchConfig(2, 1));
    submit("j1", LADDER);
    awaitStarted(1);

    worker.transcoder().breakOff();

    await().until(() -> worker.transcoder().started() >= 2);
    awaitAllStored("j1");
    assertThat(worker.transcoder().orders()).hasSize(1);
    assertThat(worker.transcoder().started()).isEqualTo(4);
    assertThat(job("j1").tasks()).extracting(BatchTask::attempts).containsOnly(2);
  }

  @Test
  void whatWasWholeWhenItBrokeOff_isStored_andOnlyTheRestIsMadeAgain() {
    start(FOUR_AT_ONCE);
    submit("j1", LADDER);
    awaitStarted(1);
    String both = parts("first", "second");
    worker.transcoder().write(both.substring(0, both.length() - 3));
    await().until(() -> stored().contains("first"));

    worker.transcoder().breakOff();

    awaitAllStored("j1");
    assertThat(worker.transcoder().started()).isEqualTo(3);
    assertThat(stored()).hasSize(3).contains("first");
  }

  @Test
  void answerThatIsNoAnswer_isAFailure() {
    start(FOUR_AT_ONCE);
    submit("j1", LADDER);
    awaitStarted(1);

    worker.transcoder().write(parts("first", "second") + lastPart());
    worker.transcoder().end();

    awaitAllStored("j1");
    assertThat(worker.transcoder().started()).isEqualTo(2);
    assertThat(job("j1").tasks().get(2).attempts()).isEqualTo(2);
  }

  @Test
  void serverThatIsBusy_isAskedAgain_andNoAttemptCounts() {
    start(FOUR_AT_ONCE);
    worker
        .transcoder()
        .behave(
            request -> {
              if (request.path().equals("/outputs")) {
                request.response().setStatusCode(503).end();
                worker.transcoder().recover();
              } else {
                worker.transcoder().serveWell(request);
              }
            });

    submit("j1", LADDER);
    awaitStarted(1);
    worker.transcoder().write(parts("first", "second", "third") + lastPart());
    worker.transcoder().end();

    List<BatchTask> made = awaitState("j1", JobState.STORED).tasks();
    assertThat(made).extracting(BatchTask::attempts).containsOnly(1);
  }

  @Test
  void noMoreThanTheServerHasRoomFor_isMadeAtOnce() {
    start(FOUR_AT_ONCE);

    submit("j1", "height=720&fps=29,height=360,height=240");
    awaitStarted(1);

    assertThat(heights(0)).containsExactly("720", "360");
    assertThat(job("j1").tasks().get(2).state()).isEqualTo(JobState.QUEUED);
    worker.transcoder().write(parts("first", "second") + lastPart());
    worker.transcoder().end();
    awaitAllStored("j1");
  }

  @Test
  void whereItIsOff_eachIsMadeAlone() {
    start(new BatchConfig(2, 2, 1, BatchConfig.DEFAULT.spreadFrom(), GateRules.DEFAULT, List.of()));

    submit("j1", "height=240,height=180");
    awaitStarted(2);

    assertThat(worker.transcoder().orders()).isEmpty();
    awaitAllStored("j1");
  }

  @Test
  void renditionThatIsOrderedTwice_isMadeOnce() {
    start(FOUR_AT_ONCE);
    holdingTheFarm(() -> submitAll("j1 height=240,height=180", "j2 height=240"));
    awaitStarted(1);
    assertThat(heights(0)).containsExactly("240", "180");

    worker.transcoder().write(parts("first", "second") + lastPart());
    worker.transcoder().end();

    awaitState("j1", JobState.STORED);
    awaitState("j2", JobState.STORED);
    assertThat(stored()).containsExactlyInAnyOrder("first", "second");
  }

  private List<String> heights(int order) {
    JsonObject first = worker.transcoder().orders().get(order);
    assertThat(first.getString("source")).endsWith(ASSET);
    assertThat(first.getString("speed")).isEqualTo("slow");
    return first.getJsonArray("outputs").stream()
        .map(output -> ((JsonObject) output).getString("height"))
        .toList();
  }

  /** Several jobs are there before any begins. */
  private void holdingTheFarm(Runnable orders) {
    viewersTake(4);
    orders.run();
    await()
        .untilAsserted(
            () -> assertThat(job("j1").whyItWaits(0, Instant.now())).contains("the farm is busy"));
    viewersLeave();
  }

  private void viewersTake(double cores) {
    var viewer =
        new ActiveTask(
            "viewer",
            "t1",
            TaskKind.ON_DEMAND,
            new AssetId("films/other.mp4"),
            "h264-640x360.mp4",
            Priority.DEFAULT,
            cores,
            60,
            Instant.now(),
            0,
            true);
    worker.state().tasks().put("viewer", viewer);
  }

  private void viewersLeave() {
    worker.state().tasks().remove("viewer");
  }

  private void submitAll(String... jobs) {
    for (String job : jobs) {
      submit(job.substring(0, 2), job.substring(3));
    }
  }

  private void submit(String id, String renditions) {
    var classifier = new RequestClassifier("", Map.of(), UrgencyRule.NONE);
    var tasks =
        Arrays.stream(renditions.split(","))
            .map(query -> BatchTask.queued(query, classifier.named(query)))
            .toList();
    var job = new BatchJob(id, new AssetId(ASSET), tasks, Priority.BACKGROUND, Instant.EPOCH, null);
    worker.jobs().submit(job).await();
  }

  private BatchJob job(String id) {
    return worker.jobs().find(id).orElseThrow();
  }

  private void awaitStarted(int tasks) {
    await().untilAsserted(() -> assertThat(worker.transcoder().started()).isEqualTo(tasks));
  }

  private BatchJob awaitState(String id, JobState state) {
    await().untilAsserted(() -> assertThat(job(id).state()).isEqualTo(state));
    return job(id);
  }

  /** Ends whatever the server is asked for, until all is there. */
  private void awaitAllStored(String id) {
    await()
        .until(
            () -> {
              finish(worker.transcoder());
              return job(id).state() == JobState.STORED;
            });
  }

  private static void finish(ChunkTranscoder transcoder) {
    transcoder.endWell("media");
  }

  private List<String> stored() {
    return store.files().values().stream().map(Buffer::toString).toList();
  }
}
