package io.mediarouter.harness.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A rendition that was ordered as batch work, and what the proxy tells of it.
 *
 * @param state where it is told
 */
record BatchOrder(URI state) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Orders a preset of an asset. */
  static BatchOrder of(int adminPort, String asset, String preset) throws Exception {
    URI jobs = URI.create("http://127.0.0.1:" + adminPort + "/admin/jobs");
    String order =
        "{\"asset\": \"%s\", \"renditions\": [{\"preset\": \"%s\"}]}".formatted(asset, preset);
    HttpRequest request =
        HttpRequest.newBuilder(jobs)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(order))
            .build();
    HttpResponse<byte[]> answer = Farm.send(request);
    assertThat(answer.statusCode()).isEqualTo(202);
    return new BatchOrder(jobs.resolve(Farm.header(answer, "location")));
  }

  /** Waits for it to be stored; tells what is told of its rendition. */
  JsonNode stored() {
    await()
        .atMost(Duration.ofMinutes(8))
        .untilAsserted(() -> assertThat(told().path("state").asText()).isEqualTo("stored"));
    return rendition();
  }

  /** Does something to it; tells the status of the answer. */
  int does(String operation) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(state + "/" + operation))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return Farm.send(request).statusCode();
  }

  /** What is told of it now. */
  JsonNode told() {
    try {
      return JSON.readTree(Farm.get(state).body());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The same of its rendition. */
  JsonNode rendition() {
    return told().path("renditions").path(0);
  }
}
