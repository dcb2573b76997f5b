package io.mediarouter.vertx.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobState;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.request.Priority;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.testfarm.ChunkTranscoder;
import io.mediarouter.vertx.testfarm.ProxyCluster;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one wants while another has it made already, the one to watch it and the other to keep. */
class JoinedWorkTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final String PATIENT =
      """
      whenNobodyWaits: cancel
      timeouts: {firstByte: 60s, idle: 60s}
      failover: {deadline: 60s}
      """;
  private static final double NEARLY_ALL = 9.99;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ProxyCluster cluster = new ProxyCluster(2, PATIENT);
  private final ChunkTranscoder transcoder = cluster.farm().transcoder();
  private final SharedState state = cluster.proxy(0).routing().state();

  @AfterEach
  void close() {
    transcoder.breakOff();
    cluster.close();
  }

  private void order(int proxy) throws Exception {
    URI jobs = URI.create("http://127.0.0.1:" + cluster.proxy(proxy).adminPort() + "/admin/jobs");
    String job = "{\"asset\":\"" + TestFarm.ASSET + "\",\"renditions\":[\"height=360\"]}";
    var request =
        HttpRequest.newBuilder(jobs)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(job))
            .build();
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
  }

  private void awaitTask(TaskKind kind) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(tasks()).extracting(ActiveTask::kind).containsExactly(kind));
  }

  private List<ActiveTask> tasks() {
    return state.tasks().rows().stream().map(Row::value).toList();
  }

  private void awaitStarted(int tasks) {
    await().atMost(PATIENCE).until(() -> transcoder.started() == tasks);
  }

  /**
   * The batch job runs, and every proxy knows; it is nearly done, so that however slow this machine
   * is, nobody takes it for too slow to watch.
   */
  private void awaitBatch() {
    awaitStarted(1);
    awaitTask(TaskKind.BATCH);
    transcoder.at(NEARLY_ALL);
    for (int i = 0; i < 2; i++) {
      SharedState each = cluster.proxy(i).routing().state();
      await().atMost(PATIENCE).until(() -> isNearlyDone(each));
    }
  }

  private static boolean isNearlyDone(SharedState state) {
    return state.flights().rows().values().stream().anyMatch(row -> row.value().progress() > 0.9);
  }

  private CompletableFuture<HttpResponse<InputStream>> watch(int proxy) {
    var url = URI.create("http://127.0.0.1:" + cluster.proxy(proxy).port() + "/media/" + SMALL);
    var request = HttpRequest.newBuilder(url).build();
    return client.sendAsync(request, BodyHandlers.ofInputStream());
  }

  private static String read(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream body = answer.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private long stores() {
    return cluster.farm().distributor().requests().stream()
        .filter(request -> request.method().equals(HttpMethod.PUT))
        .filter(request -> !request.path().endsWith(".json"))
        .count();
  }

  private void awaitJob(JobState jobState) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(state.jobs().rows().values())
                    .extracting(row -> row.value())
                    .extracting(BatchJob::state)
                    .containsExactly(jobState));
  }

  @Test
  void whatABatchJobMakes_aViewerJoins_andItIsHisAsLongAsHeWatches() throws Exception {
    order(0);
    awaitBatch();

    var answer = watch(0);
    transcoder.write("some ");
    awaitTask(TaskKind.ON_DEMAND);
    assertThat(tasks()).extracting(ActiveTask::priority).containsExactly(Priority.DEFAULT);
    answer.join().body().close();
    awaitTask(TaskKind.BATCH);
    var other = watch(0);
    awaitTask(TaskKind.ON_DEMAND);
    transcoder.write("media");
    transcoder.end();

    assertThat(read(other.join())).isEqualTo("some media");
    assertThat(other.join().headers().firstValue("cache-status").orElse(""))
        .contains("collapsed; detail=on-demand-exact");
    awaitJob(JobState.STORED);
    assertThat(transcoder.started()).isEqualTo(1);
    assertThat(stores()).isEqualTo(1);
  }

  @Test
  void whatABatchJobOfAnotherProxyMakes_aViewerJoins_andItDoesNotGiveWayThere() throws Exception {
    order(0);
    awaitBatch();
    int other = cluster.proxy(0).routing().transcodes().all().isEmpty() ? 0 : 1;

    var answer = watch(other);
    transcoder.write("some ");
    awaitTask(TaskKind.ON_DEMAND);
    assertThat(tasks()).extracting(ActiveTask::priority).containsExactly(Priority.DEFAULT);
    await().atMost(PATIENCE).until(() -> tasks().stream().allMatch(ActiveTask::delivering));
    transcoder.write("media");
    transcoder.end();

    assertThat(read(answer.join())).isEqualTo("some media");
    awaitJob(JobState.STORED);
    assertThat(transcoder.started()).isEqualTo(1);
    assertThat(stores()).isEqualTo(1);
  }

  @Test
  void whatAViewerWatches_aJobJoins_whichKeepsItWhenHeLeaves() throws Exception {
    var answer = watch(0);
    awaitStarted(1);
    transcoder.write("some ");
    order(0);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                state.jobs().rows().values().stream()
                    .anyMatch(row -> row.value().tasks().get(0).state() == JobState.RUNNING));

    answer.join().body().close();
    awaitTask(TaskKind.BATCH);
    transcoder.write("media");
    transcoder.end();

    awaitJob(JobState.STORED);
    assertThat(transcoder.started()).isEqualTo(1);
    assertThat(transcoder.cancelled()).isZero();
    assertThat(stores()).isEqualTo(1);
  }

  @Test
  void aJobThatIsCalledOff_leavesTheViewerWhoHasJoinedWhatItMakes() throws Exception {
    order(0);
    awaitBatch();
    var answer = watch(1);
    transcoder.write("some ");
    awaitTask(TaskKind.ON_DEMAND);

    String id = state.jobs().rows().keySet().iterator().next();
    URI job = URI.create("http://127.0.0.1:" + cluster.proxy(0).adminPort() + "/admin/jobs/" + id);
    client.send(HttpRequest.newBuilder(job).DELETE().build(), BodyHandlers.discarding());
    awaitJob(JobState.CANCELLED);
    transcoder.write("media");
    transcoder.end();

    assertThat(read(answer.join())).isEqualTo("some media");
    assertThat(transcoder.started()).isEqualTo(1);
  }

  /** A second one would be there first: it is made with haste, for all who cannot wait. */
  @Test
  void whatABatchJobMakesSlowerThanItPlays_aViewerDoesNotWaitFor() throws Exception {
    order(0);
    awaitBatch();
    transcoder.write("some ");
    transcoder.at(0.3);
    await().atMost(PATIENCE).until(() -> tasks().stream().allMatch(task -> task.progress() < 0.1));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.proxy(1).routing().state().flights().rows().values().stream()
                    .allMatch(row -> row.value().keepsPlayersWaiting()));

    var one = watch(0);
    awaitStarted(2);
    var two = watch(1);
    transcoder.write("media");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.proxy(0).routing().transcodes().all().size()
                        + cluster.proxy(1).routing().transcodes().all().size()
                    == 3);
    transcoder.end();

    assertThat(read(one.join())).isEqualTo("media");
    assertThat(read(two.join())).isEqualTo("media");
    awaitJob(JobState.STORED);
    assertThat(transcoder.started()).isEqualTo(2);
    assertThat(transcoder.speeds()).containsExactly("slow", "fast");
  }
}
