package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two clients of a farm with one transcoding server, on which three tasks have room: one wants more
 * than there is, the other one thing.
 */
class FairClientsTest {
  private static final String GREEDY = "greedy";
  private static final String MODEST = "modest";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm =
      new TestFarm(
          """
          highestUtilization: 1
          limits: {clientKey: "header:X-Client"}
          policy: {wait: 60s}
          timeouts: {firstByte: 60s}
          breakers: {slow: {firstByte: 60s, stall: 60s}}
          """);
  private final List<CompletableFuture<HttpResponse<InputStream>>> asked = new ArrayList<>();
  private int pieces;

  @AfterEach
  void nothingIsLeft() {
    asked.forEach(each -> each.cancel(true));
    farm.proxy().routing().transcodes().cancelAll("the test ends");
    farm.close();
  }

  /** Asks for a rendition that nobody has asked for. */
  private void ask(String who) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(farm.url(TestFarm.ASSET + "?height=360&start=" + ++pieces)))
            .header("X-Client", who);
    asked.add(client.sendAsync(request.build(), BodyHandlers.ofInputStream()));
  }

  private void ask(String who, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      ask(who);
    }
  }

  private long running() {
    return farm.proxy().routing().state().tasks().rows().size();
  }

  private List<String> clientsOfTasks() {
    return farm.proxy().routing().state().tasks().rows().stream()
        .map(Row::value)
        .map(ActiveTask::client)
        .toList();
  }

  private void allAsked() {
    await().until(() -> farm.proxy().routing().requests() == asked.size());
  }

  @Test
  void whoIsAlone_mayUseAll() throws Exception {
    ask(GREEDY, 5);

    await().until(() -> running() == 3);
  }

  @Test
  void whileAnotherIsThere_someIsKeptFree_soThatItNeedNotWait() throws Exception {
    ask(MODEST);
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("\n");
    farm.transcoder().end();
    await().until(() -> running() == 0);

    ask(GREEDY, 6);
    await().until(() -> running() == 2);
    ask(MODEST);

    await().until(() -> running() == 3);
    assertThat(clientsOfTasks().stream().distinct()).hasSize(2);
  }

  @Test
  void whoComesLast_isNext_ifNothingRunsForIt() throws Exception {
    ask(GREEDY, 7);
    await().until(() -> running() == 3);
    allAsked();
    ask(MODEST);
    allAsked();
    String greedy = clientsOfTasks().get(0);

    asked.get(0).cancel(true);
    farm.proxy().routing().transcodes().all().iterator().next().cancel("the test frees its room");

    await().until(() -> clientsOfTasks().stream().anyMatch(each -> !each.equals(greedy)));
  }

  @Test
  void explanation_tellsWhoComesFirst() throws Exception {
    ask(MODEST);
    await().until(() -> running() == 1);
    ask(GREEDY, 6);
    await().until(() -> running() == 3);
    allAsked();

    String url = "/media/" + TestFarm.ASSET + "?height=360&start=9";
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    farm.adminUrl("explain?url=") + URLEncoder.encode(url, StandardCharsets.UTF_8)))
            .header("X-Client", GREEDY)
            .header("Accept", "text/plain");
    String text = client.send(request.build(), BodyHandlers.ofString()).body();

    assertThat(text).contains("share:      uses 2.5 of 2.8 cores");
  }
}
