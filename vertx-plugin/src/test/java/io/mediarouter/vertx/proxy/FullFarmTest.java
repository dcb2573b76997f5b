package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.TaskKind;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What viewers get when the only transcoding server, of four cores that are never shared, has no
 * room.
 */
class FullFarmTest {
  private static final String CLIP = TestFarm.ASSET;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm = new TestFarm("highestUtilization: 1\ntrust: {priority: all}\n");
  private final SharedState state = farm.proxy().routing().state();
  private final List<InputStream> open = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (InputStream body : open) {
      body.close();
    }
    state.jobs().rows().forEach((id, row) -> state.jobs().remove(id, row.version()));
    farm.proxy().routing().transcodes().cancelAll("the test ends");
    await().untilAsserted(() -> assertThat(farm.proxy().routing().transcodes().all()).isEmpty());
    await().untilAsserted(() -> assertThat(state.tasks().rows()).isEmpty());
    assertThat(state.preemptions().rows()).isEmpty();
    farm.close();
  }

  @Test
  void nearRendition_isDelivered_saysWhatItIs_isKeptByNoCache_andTheExactOneIsOrdered()
      throws Exception {
    store(CLIP + "?height=480");
    fill();

    HttpResponse<String> answer = get(CLIP + "?height=360..700");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(cacheStatus(answer))
        .isEqualTo("media-router; hit; detail=\"near-cached distance=0.544\"");
    assertThat(answer.headers().firstValue("content-location"))
        .contains("/media/films/clip.mp4?format=mp4&vcodec=h264&acodec=aac&width=854&height=480");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(get(CLIP + "?height=480").headers().firstValue("cache-control")).isEmpty();
    await()
        .untilAsserted(() -> assertThat(orderedLabels()).anyMatch(l -> l.contains("height=700")));
  }

  @Test
  void cheaperVariant_isMade_whereOnlyThatFits() throws Exception {
    begin(CLIP + "?height=240&start=1");
    begin(CLIP + "?height=240&start=2");

    CompletableFuture<HttpResponse<InputStream>> answer = send(CLIP + "?height=144..700");
    await().until(() -> farm.transcoder().started() == 3);
    farm.transcoder().write("\n");

    assertThat(cacheStatus(answer.get())).contains("on-demand-varied distance=");
    assertThat(answer.get().headers().firstValue("content-location")).isPresent();
    assertThat(answer.get().headers().firstValue("cache-control")).contains("no-store");
    open.add(answer.get().body());
  }

  @Test
  void batchWork_givesWayToAViewer_andIsQueuedAgain() throws Exception {
    orderBatch("{\"asset\":\"films/clip.mp4\",\"renditions\":[\"height=700\"]}");
    await().until(() -> tasksOfKind(TaskKind.BATCH) == 1);
    begin(CLIP + "?height=360&start=1");
    int before = farm.transcoder().started();

    CompletableFuture<HttpResponse<InputStream>> answer = send(CLIP + "?height=360&start=2");
    await().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write("\n");

    assertThat(cacheStatus(answer.get())).contains("on-demand-exact-prioritised");
    open.add(answer.get().body());
    await().untilAsserted(() -> assertThat(jobs().get(0).tasks().get(0).attempts()).isZero());
    assertThat(farm.transcoder().cancelled()).isEqualTo(1);
  }

  @Test
  void viewerWhoseStreamHadNotBegun_givesWayToAMoreUrgentOne_isServedAnotherWay_andIsToldSo()
      throws Exception {
    begin(CLIP + "?height=360&start=1");
    begin(CLIP + "?height=360&start=2");
    var patient =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create(farm.url(CLIP + "?height=360")))
                .header("priority", "u=6")
                .build(),
            BodyHandlers.ofInputStream());
    await().until(() -> farm.transcoder().started() == 3);

    CompletableFuture<HttpResponse<InputStream>> urgent = send(CLIP + "?height=360&start=3");
    await().until(() -> farm.transcoder().started() == 4);
    farm.transcoder().write("\n");

    open.add(urgent.get().body());
    open.add(patient.get().body());
    assertThat(cacheStatus(urgent.get())).contains("on-demand-exact-prioritised");
    assertThat(urgent.get().headers().firstValue("proxy-status")).isEmpty();
    assertThat(patient.get().statusCode()).isEqualTo(200);
    assertThat(cacheStatus(patient.get())).contains("pass-through");
    assertThat(patient.get().headers().firstValue("proxy-status"))
        .contains(
            "media-router; error=connection_terminated;"
                + " details=\"preempted, served another way\"");
  }

  @Test
  void requestThatWaits_isServedAsSoonAsThereIsRoom() throws Exception {
    fill();
    CompletableFuture<HttpResponse<InputStream>> answer = send(CLIP + "?height=360&start=9");

    open.remove(0).close();
    await().until(() -> farm.transcoder().started() == 4);
    farm.transcoder().write("\n");

    assertThat(cacheStatus(answer.get())).contains("on-demand-exact");
    open.add(answer.get().body());
  }

  @Test
  void requestThatNothingElseServes_isRejected_afterItsWait() throws Exception {
    fill();

    HttpResponse<String> answer = get(CLIP + "?format=jpeg&t=1&height=720");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(answer.headers().firstValue("proxy-status"))
        .contains("media-router; error=destination_unavailable");
    assertThat(answer.body()).contains("no transcoding server has room");
  }

  /** Three tasks of a core and a quarter each, received by viewers. */
  private void fill() throws Exception {
    for (int start = 1; start <= 3; start++) {
      begin(CLIP + "?height=360&start=" + start);
    }
    await().until(() -> state.tasks().rows().stream().allMatch(row -> row.value().delivering()));
  }

  private void begin(String target) throws Exception {
    int before = farm.transcoder().started();
    CompletableFuture<HttpResponse<InputStream>> answer = send(target);
    await().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write("\n");
    open.add(answer.get().body());
  }

  private void store(String target) throws Exception {
    begin(target);
    farm.transcoder().end();
    open.remove(0).readAllBytes();
    await().until(() -> cacheStatus(get(target)).contains("; hit;"));
  }

  private void orderBatch(String json) throws Exception {
    URI jobs = URI.create("http://127.0.0.1:" + farm.proxy().adminPort() + "/admin/jobs");
    var request =
        HttpRequest.newBuilder(jobs)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
  }

  private long tasksOfKind(TaskKind kind) {
    return state.tasks().rows().stream()
        .map(Row<ActiveTask>::value)
        .filter(task -> task.kind() == kind)
        .count();
  }

  private List<BatchJob> jobs() {
    return state.jobs().rows().values().stream().map(row -> row.value()).toList();
  }

  private List<String> orderedLabels() {
    return jobs().stream().flatMap(job -> job.tasks().stream()).map(t -> t.label()).toList();
  }

  private CompletableFuture<HttpResponse<InputStream>> send(String target) {
    return client.sendAsync(request(target), BodyHandlers.ofInputStream());
  }

  private HttpResponse<String> get(String target) throws Exception {
    return client.send(request(target), BodyHandlers.ofString());
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(URI.create(farm.url(target))).build();
  }

  private static String cacheStatus(HttpResponse<?> answer) {
    return answer.headers().firstValue("cache-status").orElse("none");
  }
}
