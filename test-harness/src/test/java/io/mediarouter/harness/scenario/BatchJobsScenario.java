package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediarouter.harness.client.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One order makes several renditions of several assets, and tells how it goes. */
@Tag("slow")
class BatchJobsScenario {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ASSETS = List.of("fractal-480p.mp4", "test-card-720p.mp4");

  @RegisterExtension
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan ->
              plan.with(2, 1, 2).withSettings("{\"batch\": {\"callbackHosts\": [\"127.0.0.1\"]}}"));

  private static final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private static HttpServer listener;

  @BeforeAll
  static void listen() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    listener = HttpServer.create(address, 0);
    listener.createContext("/done", BatchJobsScenario::take);
    listener.start();
  }

  private static void take(HttpExchange exchange) throws IOException {
    told.add(JSON.readTree(exchange.getRequestBody()));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @AfterAll
  static void stop() {
    listener.stop(0);
  }

  @Test
  void anOrderForAList_isFollowedOnAnotherProxy_stored_andTheCallerIsTold() throws Exception {
    JsonNode batch = order();
    URI second =
        farm.proxyB().admin().resolve("jobs/" + batch.path("jobs").path(1).path("id").asText());

    List<JsonNode> events = eventsUntilTheEnd(URI.create(second + "/events"));

    List<Double> percents =
        events.stream().map(job -> job.path("progress_percent").asDouble()).toList();
    ScenarioFarm.report("progress of the second job in percent, as told: " + percents);
    assertThat(percents).isSorted().endsWith(100.0);
    assertThat(percents).anyMatch(percent -> percent > 0 && percent < 100);
    assertThat(events.get(events.size() - 1).path("state").asText()).isEqualTo("stored");
    await().atMost(ScenarioFarm.PATIENCE).until(() -> told.size() == ASSETS.size());
    assertThat(told).allMatch(job -> job.path("state").asText().equals("stored"));
    for (JsonNode rendition : farm.json(second).path("renditions")) {
      assertThat(rendition.path("server").asText()).isNotEmpty();
      assertThat(rendition.path("media_seconds").asDouble())
          .isPositive()
          .isEqualTo(rendition.path("total_media_seconds").asDouble());
    }
    for (String asset : ASSETS) {
      assertStored(asset + "?preset=240p", 240);
      assertStored(asset + "?preset=audio", 0);
    }
  }

  private static JsonNode order() throws IOException {
    String order =
        """
        {"assets": ["%s", "%s"], "presets": ["240p", "audio"],
         "callback": "http://127.0.0.1:%d/done"}
        """
            .formatted(ASSETS.get(0), ASSETS.get(1), listener.getAddress().getPort());
    Answer accepted = farm.client().post(farm.proxyA().admin().resolve("jobs"), order);
    assertThat(accepted.status()).isEqualTo(202);
    JsonNode batch = farm.json(farm.proxyA().admin().resolve(accepted.header("location")));
    assertThat(batch.path("jobs")).hasSize(ASSETS.size());
    return JSON.readTree(accepted.body());
  }

  private static List<JsonNode> eventsUntilTheEnd(URI address) throws Exception {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> farm.client().get(URI.create(sameJob(address))).status() == 200);
    var request = HttpRequest.newBuilder(address).timeout(ScenarioFarm.PATIENCE).build();
    List<JsonNode> events = new ArrayList<>();
    try (var lines = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("data: ")) {
          events.add(JSON.readTree(line.substring("data: ".length())));
        }
      }
    }
    return events;
  }

  private static String sameJob(URI events) {
    return events.toString().replace("/events", "");
  }

  private static void assertStored(String target, int height) throws IOException {
    Answer stored = farm.client().get(farm.proxyB().media(target));
    assertThat(stored.status()).isEqualTo(200);
    assertThat(stored.header("cache-status")).contains("hit", "detail=exact-cached");
    var found = farm.check(stored.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(height);
  }
}
