package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.SegmentFarm;
import io.mediarouter.vertx.testfarm.SegmentServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken down while its first segment is made is down, though nothing of it is indexed. */
class PurgedSegmentTest {
  private static final String FILM = "films/one.mp4";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SegmentFarm farm = new SegmentFarm(FILM);
  private final SegmentServer maker = farm.transcoder();
  private final ByteServer store = farm.store();

  PurgedSegmentTest() {
    farm.origin().withField("/" + FILM, "Cache-Tag", "drama");
    farm.reconfigure("sourceCheck: 1h\n");
  }

  @AfterEach
  void close() {
    farm.close();
  }

  private CompletableFuture<HttpResponse<String>> get(String part) {
    return farm.ask(HttpRequest.newBuilder(farm.media(FILM + "/hls/" + part)));
  }

  private void purge(String query) throws Exception {
    var purge = HttpRequest.newBuilder(farm.admin("renditions?" + query)).DELETE();
    assertThat(farm.ask(purge).get().statusCode()).isEqualTo(200);
  }

  private void awaitNothingRuns() {
    await().atMost(LONG).until(() -> farm.proxy().routing().transcodes().all().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset=" + FILM, "prefix=films/", "tag=drama"})
  void segmentInTheMaking_survivesNoPurge(String purged) throws Exception {
    maker.stopAfter(-1);
    var answer = get("360p/0.m4s");
    await().atMost(LONG).until(() -> maker.runs().size() == 1);
    assertThat(store.files()).isEmpty();

    purge(purged);
    maker.stopAfter(Integer.MAX_VALUE);
    maker.goOn();
    assertThat(answer.get().body()).endsWith("segment 0");
    awaitNothingRuns();
    await().atMost(LONG).untilAsserted(() -> assertThat(store.files()).isEmpty());

    assertThat(get("360p/0.m4s").get().body()).endsWith("segment 0");
    assertThat(maker.runs()).hasSize(2);
    await().atMost(LONG).until(() -> !store.files().isEmpty());
  }

  @Test
  void whoAsksAfterAPurge_doesNotGetWhatWasBegunBefore() throws Exception {
    maker.stopAfter(-1);
    var before = get("360p/0.m4s");
    await().atMost(LONG).until(() -> maker.runs().size() == 1);

    purge("asset=" + FILM);
    var after = get("360p/0.m4s");
    await().atMost(LONG).until(() -> maker.runs().size() == 2);
    maker.goOn();
    assertThat(before.get().statusCode()).isEqualTo(200);
    assertThat(after.get().statusCode()).isEqualTo(200);
  }
}
