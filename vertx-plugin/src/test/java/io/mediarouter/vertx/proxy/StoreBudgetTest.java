package io.mediarouter.vertx.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Distribution servers that hold more than they shall, and popular renditions. */
class StoreBudgetTest {
  private static final String BODY = "0123456789".repeat(100);

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer second = new ByteServer(vertx);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm;

  @AfterEach
  void close() {
    farm.close();
    vertx.close().await();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(2));
  }

  private CompletableFuture<HttpResponse<String>> get(int height) {
    URI address = URI.create(farm.url(TestFarm.ASSET + "?height=" + height));
    return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private void make(int height) throws Exception {
    int before = farm.transcoder().started();
    var answer = get(height);
    soon().until(() -> farm.transcoder().started() > before);
    farm.transcoder().write(BODY);
    farm.transcoder().end();
    assertThat(answer.get().body()).isEqualTo(BODY);
    soon().until(() -> get(height).get().headers().toString().contains("; hit;"));
  }

  @Test
  @Timeout(300)
  void serverOverItsBudget_losesWhatIsLeastWorth_andStaysWithinIt() throws Exception {
    farm = new TestFarm("store: {budgets: {d1: 5500}, check: 1s, keepReplaced: 1s}\n");
    for (int i = 1; i <= 8; i++) {
      make(80 * i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(get(80).get().body()).isEqualTo(BODY);
    }

    soon().until(() -> farm.distributor().files().size() == 4);
    URI servers = URI.create(farm.adminUrl("servers/d1"));
    soon()
        .until(
            () ->
                client
                    .send(HttpRequest.newBuilder(servers).build(), BodyHandlers.ofString())
                    .body()
                    .contains("\"used_bytes\":4000,\"files\":4,\"budget_bytes\":5500"));
    URI metrics = URI.create(farm.adminUrl("metrics"));
    assertThat(client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body())
        .contains("mediarouter_evictions_total 4.0")
        .contains("mediarouter_evictions_size_bytes_total 4000.0");
    int started = farm.transcoder().started();
    assertThat(get(80).get().headers().toString()).contains("; hit;");
    assertThat(get(640).get().headers().toString()).contains("; hit;");
    assertThat(farm.transcoder().started()).isEqualTo(started);
    soon().until(() -> farm.proxy().routing().state().removals().rows().isEmpty());
    assertThat(farm.distributor().files().values()).containsOnly(Buffer.buffer(BODY));
  }

  @Test
  @Timeout(300)
  void popularRendition_isCopiedToAnotherServer_andOthersAreNot() throws Exception {
    var third = new ByteServer(vertx);
    farm =
        new TestFarm(
            """
              - {role: distribution, url: "%s", id: d2}
              - {role: distribution, url: "%s", id: d3}
            store: {check: 1s}
            """
                .formatted(second.url(), third.url()));
    make(100);
    make(200);
    for (int i = 0; i < 20; i++) {
      assertThat(get(100).get().body()).isEqualTo(BODY);
    }

    soon().until(() -> copies(third) == 3);
    ByteServer[] all = {farm.distributor(), second, third};
    for (ByteServer each : all) {
      assertThat(each.files().size()).isLessThanOrEqualTo(2);
    }
  }

  private int copies(ByteServer third) {
    return farm.distributor().files().size() + second.files().size() + third.files().size();
  }
}
