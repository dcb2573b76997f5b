package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.TestFarm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers get when there is no disk for the output of running transcodes. */
class FullDiskTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final String OTHER = TestFarm.ASSET + "?height=240";
  private static final String MEGABYTES = "0123456789abcdef".repeat(4 << 16);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm =
      new TestFarm("spool: {memory: 65536, totalMemory: 262144, disk: 0, totalDisk: 0}\n");

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(farm.proxy().routing().transcodes().all()).isEmpty());
    await()
        .untilAsserted(() -> assertThat(farm.proxy().routing().state().tasks().rows()).isEmpty());
    farm.close();
  }

  @Test
  void viewer_getsTheWholeRendition_whichIsNotStored() throws Exception {
    InputStream body = begin(SMALL);

    farm.transcoder().write(MEGABYTES);
    farm.transcoder().end();

    assertThat(body.readAllBytes()).asString().isEqualTo(MEGABYTES);
    assertNotStored();
  }

  @Test
  void directoryThatIsMissing_isNoDifferent() throws Exception {
    farm.close();
    farm =
        new TestFarm("spool: {memory: 65536, totalMemory: 262144, directory: /nowhere/at/all}\n");

    viewer_getsTheWholeRendition_whichIsNotStored();
  }

  @Test
  void renditionThatFitsIntoMemory_isStored() throws Exception {
    InputStream body = begin(SMALL);

    farm.transcoder().write("little");
    farm.transcoder().end();

    assertThat(body.readAllBytes()).asString().isEqualTo("little");
    await().untilAsserted(() -> assertThat(farm.distributor().files()).hasSize(1));
  }

  @Test
  void viewerWhoComesWhenTheStartIsGone_getsATranscodeOfTheirOwn() throws Exception {
    InputStream early = begin(SMALL);
    farm.transcoder().write(MEGABYTES);
    assertThat(early.readNBytes(MEGABYTES.length())).asString().isEqualTo(MEGABYTES);

    InputStream late = begin(SMALL);
    assertThat(farm.proxy().routing().transcodes().all()).hasSize(2);
    farm.transcoder().end();

    assertThat(late.readAllBytes()).isEmpty();
    assertThat(early.readAllBytes()).asString().isEqualTo("\n");
  }

  @Test
  void viewerWhoIsStuck_holdsTheirOwnTranscodeOnly_andIsNoFailureOfTheServer() throws Exception {
    InputStream stuck = begin(SMALL);
    // More than the connection of a viewer who does not read takes.
    for (int i = 0; i < 8; i++) {
      farm.transcoder().write(MEGABYTES);
    }
    InputStream other = begin(OTHER);
    farm.transcoder().end();

    assertThat(other.readAllBytes()).isEmpty();
    stuck.close();
  }

  @Test
  void noTranscodeBegins_whileAStuckViewerHoldsAllMemory_andOthersAreServedTheOriginal()
      throws Exception {
    farm.close();
    farm = new TestFarm("spool: {memory: 65536, totalMemory: 65536, disk: 0, totalDisk: 0}\n");
    InputStream stuck = begin(SMALL);
    for (int i = 0; i < 8; i++) {
      farm.transcoder().write(MEGABYTES);
    }
    var last = new AtomicLong();
    await().during(Duration.ofMillis(300)).until(() -> isHeld(last));

    var original = client.send(request(OTHER).build(), BodyHandlers.discarding());
    var unplayable = request(OTHER).header("accept", "video/webm").build();
    var busy = client.send(unplayable, BodyHandlers.ofString());

    assertThat(farm.transcoder().started()).isEqualTo(1);
    assertThat(original.statusCode()).isEqualTo(200);
    assertThat(original.headers().firstValue("cache-status").orElse("")).contains("pass-through");
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("retry-after")).isPresent();
    stuck.close();
  }

  private long bytesMade() {
    return farm.proxy().routing().transcodes().all().stream().mapToLong(t -> t.bytes()).sum();
  }

  /** Whether no more has come since it was last asked. */
  private boolean isHeld(AtomicLong last) {
    long made = bytesMade();
    return made > 1 && last.getAndSet(made) == made;
  }

  private void assertNotStored() throws Exception {
    await().untilAsserted(() -> assertThat(farm.proxy().routing().transcodes().all()).isEmpty());
    assertThat(farm.distributor().files()).isEmpty();
    HttpRequest head = request(SMALL).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<Void> answer = client.send(head, BodyHandlers.discarding());
    assertThat(answer.headers().firstValue("cache-status").orElse("")).contains("fwd=miss");
  }

  /** Sends a request for a rendition, gives its transcode a first byte, and takes that. */
  private InputStream begin(String target) throws Exception {
    int before = farm.transcoder().started();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request(target).build(), BodyHandlers.ofInputStream());
    await().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write("\n");
    InputStream body = answer.get().body();
    assertThat(body.read()).isEqualTo('\n');
    return body;
  }

  private HttpRequest.Builder request(String target) throws IOException {
    return HttpRequest.newBuilder(URI.create(farm.url(target)));
  }
}
