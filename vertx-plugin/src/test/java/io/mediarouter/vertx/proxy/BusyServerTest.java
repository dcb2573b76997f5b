package io.mediarouter.vertx.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers get when the one connection to a server is taken, and one request waits for it. */
class BusyServerTest {
  private static final String ORIGINAL = "the original, as it is";

  /** Less than a first byte is waited for. */
  private static final int LONGEST_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer second = new ByteServer(vertx);
  private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm = new TestFarm(limits("30s"));

  private static String limits(String firstByte) {
    return """
    connectionsPerServer: 1
    limits: {waitingPerServer: 1}
    timeouts: {firstByte: %s, idle: 30s}
    """
        .formatted(firstByte);
  }

  @AfterEach
  void nobodyIsBlamed() {
    await().untilAsserted(() -> assertThat(report("o1").inFlight()).isZero());
    assertThat(report("o1").failures()).isZero();
    assertThat(report("o1").state()).isEqualTo("closed");
    farm.close();
    vertx.close().await();
  }

  @Test
  void oneTooMany_isToldAtOnceWhenToComeAgain_andTheOthersAreServed() throws Exception {
    var first = takeTheConnection();
    var waiting = get(TestFarm.ASSET);
    await().until(() -> report("o1").inFlight() == 2);

    HttpResponse<String> refused = get(TestFarm.ASSET).get();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    farm.origin().recover();
    endHeld();
    assertThat(first.get().body()).isEqualTo("begun, and ended");
    assertThat(waiting.get().body()).isEqualTo(ORIGINAL);
  }

  @Test
  void oneTooMany_goesOnToAnotherServer() throws Exception {
    addSecondOrigin();
    operate("o2", "maintenance");
    var first = takeTheConnection();
    var waiting = get(TestFarm.ASSET);
    await().until(() -> report("o1").inFlight() == 2);
    operate("o2", "ready");

    for (int i = 0; i < 8; i++) {
      assertThat(get(TestFarm.ASSET).get().body()).isEqualTo("of another origin");
    }

    farm.origin().recover();
    endHeld();
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(waiting.get().body()).isEqualTo(ORIGINAL);
  }

  @Test
  void whoWaitsTooLong_isToldWhenToComeAgain_andTheConnectionIsUsedAgain() throws Exception {
    restart(limits("500ms"));
    var first = takeTheConnection();

    HttpResponse<String> late = get(TestFarm.ASSET).get();

    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.headers().firstValue("retry-after")).isPresent();
    farm.origin().recover();
    endHeld();
    assertThat(first.get().body()).isEqualTo("begun, and ended");
    assertThat(get(TestFarm.ASSET).get().body()).isEqualTo(ORIGINAL);
  }

  private void addSecondOrigin() {
    second.with("/" + TestFarm.ASSET, Buffer.buffer("of another origin"));
    String line = "  - {role: origin, url: \"%s\", id: o2}\n".formatted(second.url());
    restart(line + limits("30s"));
  }

  private void restart(String yaml) {
    farm.close();
    farm = new TestFarm(yaml);
  }

  private CompletableFuture<HttpResponse<String>> takeTheConnection() {
    farm.origin().behave(this::hold);
    var first = get(TestFarm.ASSET);
    await().until(() -> held.size() == 1);
    return first;
  }

  private void hold(HttpServerRequest request) {
    if (request.path().endsWith(TestFarm.ASSET)) {
      held.add(request);
      request.response().setChunked(true).write("begun");
    } else {
      farm.origin().serveWell(request);
    }
  }

  private void endHeld() {
    held.forEach(request -> request.response().end(", and ended"));
  }

  private BreakerReport report(String server) {
    return farm.proxy().routing().breakers().of(server, Work.ORIGINAL).report();
  }

  private void operate(String server, String state) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(farm.adminUrl("servers/" + server)))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{\"state\": \"" + state + "\", \"reason\": \"a test\"}"))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private CompletableFuture<HttpResponse<String>> get(String target) {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
    return client.sendAsync(request, BodyHandlers.ofString()).orTimeout(LONGEST_SECONDS, SECONDS);
  }
}
