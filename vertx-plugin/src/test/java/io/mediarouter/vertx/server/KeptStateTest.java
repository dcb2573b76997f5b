package io.mediarouter.vertx.server;

import static io.mediarouter.vertx.testfarm.TestFarm.ASSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mediarouter.batch.JobState;
import io.mediarouter.estimate.Task;
import io.mediarouter.estimate.TaskRecord;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Format;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.durable.StoreRefusedException;
import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that is stopped, and what the next one in its directory knows. */
class KeptStateTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir private Path directory;
  private final TestFarm farm = new TestFarm();
  private ProxyServer proxy;

  @BeforeEach
  void start() {
    proxy = another();
  }

  @AfterEach
  void stop() {
    proxy.close().await();
    farm.close();
  }

  private ProxyServer another() {
    return another(directory.resolve("data"));
  }

  private ProxyServer another(Path data) {
    String kept = "durable: {store: file, directory: '" + data + "'}\n";
    return ProxyServer.start(farm.vertx(), farm.config(kept)).await();
  }

  private SharedState state() {
    return proxy.routing().state();
  }

  private void restart() {
    proxy.close().await();
    proxy = another();
  }

  @Test
  void aQueuedJob_aDrainedServer_anAddedOne_andTheHistory_areStillThere() throws Exception {
    assertThat(order("servers/t1", "{\"state\": \"draining\"}").statusCode()).isEqualTo(200);
    String job = "{\"asset\": \"" + ASSET + "\", \"renditions\": [\"height=180\"]}";
    assertThat(order("jobs", job).statusCode()).isEqualTo(202);
    String added = "{\"id\": \"d9\", \"role\": \"distribution\", \"url\": \"http://127.0.0.1:9/\"}";
    assertThat(order("servers", added).statusCode()).isEqualTo(201);
    state().history().append(finished());

    restart();

    assertThat(state().farmChanges().rows()).containsOnlyKeys("d9", "t1");

    assertThat(state().servers().get("t1"))
        .map(Versioned::value)
        .contains(AdministrativeState.DRAINING);
    assertThat(state().jobs().rows().values())
        .singleElement()
        .satisfies(row -> assertThat(row.value().state()).isEqualTo(JobState.QUEUED));
    await().untilAsserted(() -> assertThat(state().history().records()).hasSize(1));
  }

  /** A copy of the file is what a proxy leaves that is killed just then. */
  @Test
  void whoWasToldToComeBack_isLedToTheRendition_byTheNextProxy_thoughTheFirstWasKilled()
      throws Exception {
    HttpResponse<String> told = get(proxy, "/media/" + ASSET + "?height=360", "respond-async");
    assertThat(told.statusCode()).isEqualTo(202);
    String state = told.headers().firstValue("location").orElseThrow();
    Path killed = Files.createDirectory(directory.resolve("killed"));
    Files.copy(onlyFile(), killed.resolve(onlyFile().getFileName()));
    farm.transcoder().breakOff();

    ProxyServer next = another(killed);
    try {
      HttpResponse<String> running = get(next, state, "");
      assertThat(running.statusCode()).isEqualTo(200);
      assertThat(running.headers().firstValue("retry-after")).isPresent();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                farm.transcoder().endWell("made");
                return get(next, state, "").statusCode() == 303;
              });
      String leads = get(next, state, "").headers().firstValue("location").orElseThrow();
      assertThat(get(next, leads, "").body()).isEqualTo("made");
    } finally {
      next.close().await();
    }
  }

  private static HttpResponse<String> get(ProxyServer at, String path, String prefer)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + path));
    if (!prefer.isEmpty()) {
      request.header("prefer", prefer);
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> order(String resource, String json) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + proxy.adminPort() + "/admin/" + resource);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString());
  }

  private static TaskRecord finished() {
    var source = SourceProperties.of("v1", "mp4", "video/mp4", 9, Duration.ZERO, null, null);
    var small = new Rendition(Format.MP4, VideoCodec.H264, null, 320, 180, 0, 0, 0, 0, 0, 0);
    var task = new Task(new AssetId(ASSET), source, small, EncodingSpeed.FAST);
    Instant now = InstantSource.system().instant();
    return new TaskRecord("t1", task, 12, 3, true, now);
  }

  @Test
  void aDirectoryInUse_isRefused_andTheProxyThatHasItGoesOn() {
    assertThatThrownBy(this::another)
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(directory.toString());

    var written = state().servers().replace("t1", SharedTable.ABSENT, AdministrativeState.READY);
    assertThat(written).succeedsWithin(LIMIT).isEqualTo(true);
  }

  @Test
  void aDamagedFile_isRefused_andNotTouched() throws IOException {
    proxy.close().await();
    Path file = onlyFile();
    Files.writeString(file, "not a database");

    assertThatThrownBy(this::another)
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(file.getFileName().toString().replace(".mv.db", ""));

    assertThat(file).hasContent("not a database");
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("data"))) {
      return files.filter(each -> each.toString().endsWith(".mv.db")).findAny().orElseThrow();
    }
  }
}
