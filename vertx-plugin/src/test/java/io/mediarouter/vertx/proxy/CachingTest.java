package io.mediarouter.vertx.proxy;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.config.tree.ConfigException;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What caches in front of the proxy are told about renditions. */
class CachingTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final TestFarm farm = new TestFarm("caching: {maxAge: 1h, cdnMaxAge: 24h}\n");

  @AfterEach
  void stop() {
    farm.close();
  }

  private CompletableFuture<HttpResponse<String>> send(String target, String... fields) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(farm.url(target)));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private static Optional<String> field(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name);
  }

  private HttpResponse<String> made(String target) throws Exception {
    CompletableFuture<HttpResponse<String>> answer = send(target);
    await().atMost(Duration.ofMinutes(1)).until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("made");
    farm.transcoder().end();
    return answer.get();
  }

  @Test
  void exactRendition_isKeptAsConfigured_whileItIsMade_andWhenItIsStored() throws Exception {
    HttpResponse<String> made = made(ASSET + "?height=360");
    assertThat(field(made, "cache-control")).contains("public, max-age=3600");
    assertThat(field(made, "cdn-cache-control")).contains("max-age=86400");

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                field(send(ASSET + "?height=360").get(), "cache-status")
                    .orElse("")
                    .contains("hit"));
    HttpResponse<String> stored = send(ASSET + "?height=360").get();
    assertThat(field(stored, "cache-control")).contains("public, max-age=3600");

    String etag = field(stored, "etag").orElseThrow();
    HttpResponse<String> same = send(ASSET + "?height=360", "if-none-match", etag).get();
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(field(same, "cache-control")).contains("public, max-age=3600");
    HttpResponse<String> part = send(ASSET + "?height=360", "range", "bytes=0-1").get();
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(field(part, "cdn-cache-control")).contains("max-age=86400");
  }

  @Test
  void storedRendition_tellsItsDigestAndItsAge_fromTheServerAndFromMemory() throws Exception {
    made(ASSET + "?height=360");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                field(send(ASSET + "?height=360").get(), "cache-status")
                    .orElse("")
                    .endsWith("memory"));
    HttpResponse<String> hot = send(ASSET + "?height=360").get();
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest("made".getBytes(UTF_8));
    String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    assertThat(field(hot, "repr-digest")).contains(digest);
    assertThat(Long.parseLong(field(hot, "age").orElseThrow())).isBetween(0L, 3600L);

    farm.proxy().routing().reconfigure(farm.config("caching: {memory: 0, details: true}\n"));
    HttpResponse<String> part = send(ASSET + "?height=360", "range", "bytes=0-1").get();
    assertThat(field(part, "repr-digest")).contains(digest);
    assertThat(field(part, "age")).isPresent();
    assertThat(field(part, "cache-status").orElse(""))
        .matches(
            "media-router; hit; detail=exact-cached; ttl=-?[0-9]+;"
                + " key=\"films/clip.mp4\\?[^\"]+360[^\"]+\"");
    HttpResponse<String> beyond = send(ASSET + "?height=360", "range", "bytes=4-").get();
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(field(beyond, "repr-digest")).isEmpty();
  }

  @Test
  void problemsAndOriginals_sayWhatTheySaidBefore() throws Exception {
    HttpResponse<String> original = send(ASSET).get();
    assertThat(field(original, "cache-control")).isEmpty();
    assertThat(field(original, "cdn-cache-control")).isEmpty();

    HttpResponse<String> problem = send(ASSET + "?height=nothing").get();
    assertThat(problem.statusCode()).isEqualTo(400);
    assertThat(field(problem, "cache-control")).contains("no-store");
    assertThat(field(problem, "cdn-cache-control")).isEmpty();
  }

  @Test
  void ageBeyondAYear_isRefusedByName() {
    assertThatThrownBy(() -> farm.config("caching: {maxAge: 9000h}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("caching.maxAge")
        .hasMessageContaining("1s..8760h");
  }
}
