package io.mediarouter.vertx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that leave a choice of what is made. */
@Timeout(180)
class RangedJobsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestFarm farm = new TestFarm();

  @AfterEach
  void close() {
    farm.close();
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private void store(int height) throws Exception {
    String url = farm.url(TestFarm.ASSET + "?height=" + height);
    int before = farm.transcoder().started();
    var answer =
        client.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    await().atMost(PATIENCE).until(() -> farm.transcoder().started() > before);
    farm.transcoder().endWell("media");
    assertThat(answer.get().body()).isEqualTo("media");
    await().atMost(PATIENCE).until(() -> get(url).headers().toString().contains("; hit;"));
  }

  private String order(String rendition) throws Exception {
    String job = "{\"asset\":\"" + TestFarm.ASSET + "\",\"renditions\":[\"" + rendition + "\"]}";
    var request =
        HttpRequest.newBuilder(URI.create(farm.adminUrl("jobs")))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(job))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    URI at = URI.create(answer.headers().firstValue("location").orElseThrow());
    return URI.create(farm.adminUrl("jobs")).resolve(at).toString();
  }

  @Test
  void whatIsStoredWithinTheRange_isNotMadeOnceMore_andShown() throws Exception {
    store(360);
    String job = order("height=350..362");

    await().atMost(PATIENCE).until(() -> get(job).body().contains("\"state\":\"stored\""));

    assertThat(farm.transcoder().started()).isEqualTo(1);
    JsonObject made = new JsonObject(get(job).body()).getJsonArray("renditions").getJsonObject(0);
    assertThat(made.getJsonObject("stored").getString("path")).contains("x360");
  }

  @Test
  void whatIsStoredFarFromWhatIsPreferred_isMade() throws Exception {
    store(240);
    order("height=240..480");

    await().atMost(PATIENCE).until(() -> farm.transcoder().started() == 2);
  }
}
