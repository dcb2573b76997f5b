package io.mediarouter.vertx.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.request.Problem;
import io.mediarouter.vertx.door.Door;
import io.mediarouter.vertx.door.Step;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused at the door is in the access log, and has a name. */
class TracesTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final List<AccessEntry> entries = new CopyOnWriteArrayList<>();
  private final Traces traces =
      new Traces(
          entries::add, InstantSource.system(), System::nanoTime, () -> new SplittableRandom(1));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatTheDoorRefuses_leavesALineWithTheCause() {
    Step refusing = (visit, next) -> visit.refuse(Problem.of(400, "Odd", "It is odd."));
    HttpServer server =
        new Door(List.of(traces, refusing), System::nanoTime)
            .installOn(vertx.createHttpServer(), request -> {})
            .listen(0, "127.0.0.1")
            .await();

    HttpClientResponse answer =
        client
            .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/odd?sig=1")
            .compose(request -> request.send())
            .await();

    await().until(() -> entries.size() == 1);
    AccessEntry entry = entries.get(0);
    assertThat(answer.getHeader("x-request-id")).isEqualTo(entry.id());
    assertThat(entry.status()).isEqualTo(400);
    assertThat(entry.result()).isEqualTo(Result.REFUSED);
    assertThat(entry.cause()).isEqualTo("Odd: It is odd.");
    assertThat(entry.toJson().getString("path")).isEqualTo("/odd?sig=***");
  }
}
