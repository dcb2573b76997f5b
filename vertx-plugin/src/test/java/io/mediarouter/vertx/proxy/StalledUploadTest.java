package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a rendition is stored when one of two distribution servers falls silent in its upload. */
class StalledUploadTest {
  private final AtomicInteger stalled = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final ByteServer second = new ByteServer(vertx);
  private final TestFarm farm =
      new TestFarm(
          """
            - {role: distribution, url: "%s", id: d2}
          timeouts: {idle: 1s}
          breakers: {minimumCalls: 1, openFor: 60s, slow: {stall: 300ms}}
          """
              .formatted(second.url()));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void nothingIsLeft() {
    await().untilAsserted(() -> assertThat(storage().inFlight()).isZero());
    assertThat(farm.proxy().routing().transcodes().all()).isEmpty();
    farm.close();
    vertx.close().await();
  }

  @Test
  void renditionGoesToTheOther_andTheServerIsLeftOut() {
    farm.distributor().behave(this::stallUpload);

    int made = 0;
    while (stalled.get() == 0) {
      make(100 + 10 * made);
      made++;
      int all = made;
      await().untilAsserted(() -> assertThat(second.files()).hasSize(all));
    }

    assertThat(second.files().values()).allMatch(file -> file.toString().equals("media"));
    assertThat(storage().failures()).isEqualTo(1);
    assertThat(storage().state()).isEqualTo("open");
  }

  private void stallUpload(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.PUT)) {
      stalled.incrementAndGet();
      request.pause();
    } else {
      farm.distributor().serveWell(request);
    }
  }

  private void make(int height) {
    int before = farm.transcoder().started();
    URI address = URI.create(farm.url(TestFarm.ASSET + "?height=" + height));
    var answer = client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    await().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write("media");
    farm.transcoder().end();
    assertThat(answer.join().body()).isEqualTo("media");
  }

  private BreakerReport storage() {
    return farm.proxy().routing().breakers().of("d1", Work.STORAGE).report();
  }
}
