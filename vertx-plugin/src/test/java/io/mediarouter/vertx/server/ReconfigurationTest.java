package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconfigurationTest {
  private static final int CHANGES = 20;

  private final TestFarm farm = new TestFarm();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    farm.close();
  }

  private void reconfigure(String yaml) {
    farm.proxy().routing().reconfigure(farm.config(yaml));
  }

  private HttpResponse<String> get(String url) {
    return client
        .sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .join();
  }

  @Test
  void whileTheConfigurationChanges_noRequestFails() {
    var going = new AtomicBoolean(true);
    var served = new AtomicInteger();
    var answers = ConcurrentHashMap.<String>newKeySet();
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> ask(going, served, answers)))
            .toList();

    for (int i = 0; i < CHANGES; i++) {
      int before = served.get();
      await().until(() -> served.get() > before + 4);
      reconfigure(
          """
          connectionsPerServer: %d
          timeouts: {connect: %dms}
          limits: {waitingPerServer: %d}
          policy: {wait: %dms}
          """
              .formatted(50 + i, 900 + i, 100 + i, i));
    }

    going.set(false);
    clients.forEach(CompletableFuture::join);
    assertThat(answers).containsExactly("200 the original, as it is");
  }

  private void ask(AtomicBoolean going, AtomicInteger served, Set<String> answers) {
    while (going.get()) {
      HttpResponse<String> answer = get(farm.url(ASSET));
      answers.add(answer.statusCode() + " " + answer.body());
      served.incrementAndGet();
    }
  }

  @Test
  void whatIsUnderWay_endsAsItBegan_thoughItsServersHaveLeft() {
    var made =
        client.sendAsync(
            HttpRequest.newBuilder(URI.create(farm.url(ASSET + "?height=360"))).build(),
            BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() == 1);

    var other = new ByteServer(farm.vertx()).with("/" + ASSET, Buffer.buffer("of another origin"));
    farm.proxy()
        .routing()
        .reconfigure(
            MediaRoutingConfig.parse(
                """
                listen: {host: 127.0.0.1, port: 0}
                admin: {host: 127.0.0.1, port: 0}
                durable: {store: none}
                servers: [{role: origin, url: "%s"}]
                """
                    .formatted(other.url()),
                "test.yaml"));

    assertThat(get(farm.url(ASSET)).body()).isEqualTo("of another origin");
    assertThat(get(farm.adminUrl("servers")).body()).doesNotContain("\"t1\"");
    farm.transcoder().write("made");
    farm.transcoder().end();
    assertThat(made.join().body()).isEqualTo("made");
    await().until(() -> farm.proxy().routing().transcodes().all().isEmpty());
  }

  @Test
  void presetsPrefixAndPolicies_holdForTheNextRequest() {
    reconfigure("prefix: /video\noptions: [pass-through]\n");
    String moved = farm.url(ASSET).replace("/media/", "/video/");

    assertThat(get(farm.url(ASSET)).statusCode()).isEqualTo(404);
    assertThat(get(moved).statusCode()).isEqualTo(200);
    assertThat(get(moved).headers().firstValue("cache-control")).isEmpty();
    HttpResponse<String> instead = get(moved + "?height=360");
    assertThat(instead.body()).isEqualTo("the original, as it is");
    assertThat(instead.headers().firstValue("cache-control")).contains("no-store");
    assertThat(farm.transcoder().started()).isZero();
  }

  @Test
  void aFallback_comesAndGoes() {
    String page = farm.url(ASSET).replace("/media/" + ASSET, "/index.html");
    farm.origin().with("/index.html", Buffer.buffer("a page"));
    assertThat(get(page).statusCode()).isEqualTo(404);

    reconfigure("fallback: \"" + farm.origin().url() + "\"\n");
    assertThat(get(page).body()).isEqualTo("a page");

    reconfigure("");
    assertThat(get(page).statusCode()).isEqualTo(404);
  }

  @Test
  void whatNeedsARestart_isRefusedWhole() {
    assertThatThrownBy(() -> reconfigure("cluster: {port: 5701}\nprefix: /video\n"))
        .hasMessage("cluster: needs a restart");

    assertThat(get(farm.url(ASSET)).statusCode()).isEqualTo(200);
  }

  @Test
  void aConfigurationFromAProgram_isShown_butNotReadAgain() {
    reconfigure("limits: {requests: 77, shutdown: 1500ms}\n");

    assertThat(get(farm.adminUrl("config")).body())
        .contains("\"requests\":77", "\"shutdown\":\"1500ms\"", "\"firstByte\":\"5s\"");
    var post =
        HttpRequest.newBuilder(URI.create(farm.adminUrl("config")))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(client.sendAsync(post, BodyHandlers.ofString()).join().statusCode()).isEqualTo(409);
  }
}
