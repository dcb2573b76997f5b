package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.state.Row;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One client has the whole farm, and another comes, where nobody waits long as a rule. */
class DueTurnTest {
  private static final Duration USUAL_WAIT = Duration.ofMillis(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm =
      new TestFarm(
          """
          highestUtilization: 1
          limits: {clientKey: "header:X-Client"}
          policy: {wait: %dms}
          timeouts: {firstByte: 60s}
          breakers: {slow: {firstByte: 60s, stall: 60s}}
          failover: {deadline: 100ms}
          """
              .formatted(USUAL_WAIT.toMillis()));
  private final List<CompletableFuture<HttpResponse<InputStream>>> asked = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    asked.forEach(each -> each.cancel(true));
    farm.proxy().routing().transcodes().cancelAll("the test ends");
    farm.close();
  }

  private CompletableFuture<HttpResponse<InputStream>> ask(String who) {
    String target = TestFarm.ASSET + "?height=360&tolerance=exact&start=" + (1 + asked.size());
    var request = HttpRequest.newBuilder(URI.create(farm.url(target))).header("X-Client", who);
    asked.add(client.sendAsync(request.build(), BodyHandlers.ofInputStream()));
    return asked.get(asked.size() - 1);
  }

  private List<String> clientsOfTasks() {
    return farm.proxy().routing().state().tasks().rows().stream()
        .map(Row::value)
        .map(task -> task.client())
        .toList();
  }

  private void fillBy(String who) {
    for (int i = 1; i <= 3; i++) {
      int running = i;
      ask(who);
      await().until(() -> clientsOfTasks().size() == running);
    }
  }

  @Test
  void whoHasNothing_waitsForTheEndOfATask_ratherThanBeRefused() {
    fillBy("greedy");
    var refused = ask("greedy");
    var modest = ask("modest");
    assertThat(refused.join().statusCode()).as("of whom all is").isEqualTo(503);
    await().pollDelay(USUAL_WAIT.multipliedBy(10)).until(() -> true);
    assertThat(modest).isNotDone();
    String greedy = clientsOfTasks().get(0);

    farm.proxy().routing().transcodes().all().iterator().next().cancel("the test frees its room");

    await().until(() -> clientsOfTasks().stream().anyMatch(each -> !each.equals(greedy)));
  }

  /** A server that failed after a wait was the last that was tried. */
  @Test
  void theWaitForATurn_isNotTakenFromTheTimeForTryingServers() {
    fillBy("greedy");
    var modest = ask("modest");
    await().pollDelay(USUAL_WAIT.multipliedBy(10)).until(() -> !modest.isDone());
    farm.transcoder().behave(request -> request.response().setStatusCode(500).end());

    farm.proxy().routing().transcodes().all().iterator().next().cancel("the test frees its room");

    assertThat(modest.join().statusCode()).isEqualTo(503);
    assertThat(modest.join().body())
        .asString(StandardCharsets.UTF_8)
        .contains("No way to serve this now");
  }
}
