package io.mediarouter.vertx.admin.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.BatchTask;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.request.Priority;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobCallbacksTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
  private final JobCallbacks callbacks =
      new JobCallbacks(
          vertx, vertx.createHttpClient()::request, InstantSource.system(), Duration.ofMillis(5));

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  /** A server that answers each attempt with the next of these, and the last for ever. */
  private URI server(int... statuses) {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request -> answer(request, statuses))
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    return URI.create("http://127.0.0.1:" + port + "/done");
  }

  private void answer(HttpServerRequest request, int... statuses) {
    int status = statuses[Math.min(paths.size(), statuses.length - 1)];
    paths.add(request.path());
    request.response().putHeader("location", "/elsewhere").setStatusCode(status);
    request
        .body()
        .onSuccess(body -> bodies.add(body.toJsonObject()))
        .onSuccess(body -> request.response().end());
  }

  private static BatchJob stored(@Nullable URI callback) {
    var task = BatchTask.queued("height=360", RenditionRequest.DEFAULT).started().stored();
    return new BatchJob(
        "j1",
        new AssetId("a.mp4"),
        List.of(task),
        Priority.BACKGROUND,
        new JobTerms(null, null, false, callback, null, null),
        Instant.EPOCH,
        JobStanding.NEW,
        null);
  }

  @Test
  void serverThatFailsFirst_isToldAgain_andThenNoMore() {
    URI server = server(500, 503, 204);

    callbacks.tell(stored(server));

    await().until(() -> bodies.size() == 3);
    await().during(Duration.ofMillis(100)).until(() -> paths.size() == 3);
    assertThat(bodies.get(2).getString("id")).isEqualTo("j1");
    assertThat(bodies.get(2).getString("state")).isEqualTo("stored");
  }

  @Test
  void redirect_isNotFollowed_andAttemptsEnd() {
    URI server = server(302);

    callbacks.tell(stored(server));

    await().until(() -> paths.size() == 5);
    await().during(Duration.ofMillis(200)).until(() -> paths.size() == 5);
    assertThat(paths).containsOnly("/done");
  }

  @Test
  void jobWithoutCallback_isToldToNobody() {
    callbacks.tell(stored(null));

    await().during(Duration.ofMillis(50)).until(paths::isEmpty);
  }
}
