package io.mediarouter.vertx.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.Work;
import io.mediarouter.vertx.call.BreakerReport;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.mediarouter.vertx.testfarm.TestFarm;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What viewers get while one of two servers that have the same takes requests and hangs. */
class SecondCopyTest {
  private static final String SMALL = TestFarm.ASSET + "?height=360";
  private static final String ORIGINAL = "the original, as it is";
  private static final int ENOUGH_TO_LEARN = 40;

  /** Much less than a first byte is waited for. */
  private static final int LONGEST_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final ByteServer secondOrigin = new ByteServer(vertx);
  private final ByteServer secondStore = new ByteServer(vertx);
  private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestFarm farm = start("retryReserve: 1000", "60s");

  private TestFarm start(String failover, String slow) {
    secondOrigin.with("/" + TestFarm.ASSET, Buffer.buffer(ORIGINAL));
    return new TestFarm(
        """
          - {role: origin, url: "%s", id: o2}
          - {role: distribution, url: "%s", id: d2}
        store: {copies: 2}
        timeouts: {firstByte: 60s}
        health: {interval: 60s}
        breakers: {openFor: 60s, slow: {firstByte: %s}}
        failover: {%s, deadline: 60s}
        """
            .formatted(secondOrigin.url(), secondStore.url(), slow, failover));
  }

  @AfterEach
  void nothingIsLeft() {
    held.forEach(request -> request.response().reset());
    var breakers = farm.proxy().routing().breakers();
    await()
        .untilAsserted(
            () -> assertThat(breakers.all()).allMatch(each -> each.report().inFlight() == 0));
    farm.close();
    vertx.close().await();
  }

  @Test
  void storedRenditionOfAServerThatHangs_comesFromTheOtherOne() {
    store();
    learn(SMALL);
    farm.distributor().behave(held::add);

    for (int i = 0; i < 10; i++) {
      assertThat(get(SMALL).join().body()).isEqualTo("made");
    }

    assertThat(held).as("that were asked first").isNotEmpty();
    assertThat(report("d1", Work.DELIVERY).failures()).isZero();
  }

  @Test
  void originalOfAnOriginThatHangs_comesFromTheOtherOne() {
    learn(TestFarm.ASSET);
    farm.origin().behave(held::add);

    for (int i = 0; i < 10; i++) {
      assertThat(get(TestFarm.ASSET).join().body()).isEqualTo(ORIGINAL);
    }

    assertThat(held).isNotEmpty();
  }

  @Test
  void serverThatHangs_isFoundOut_thoughItNeverServedAnybodyLate() {
    farm.close();
    farm = start("retryReserve: 1000", "300ms");
    store();
    learn(SMALL);
    farm.distributor().behave(held::add);

    await()
        .until(
            () -> {
              assertThat(get(SMALL).join().body()).isEqualTo("made");
              return farm.proxy().routing().breakers().of("d1", Work.DELIVERY).isOpen();
            });
    assertThat(report("d2", Work.DELIVERY).state()).isEqualTo("closed");
  }

  @Test
  void serverThatWasOnlySlower_isNotBlamed() {
    store();
    learn(SMALL);
    farm.distributor().behave(held::add);
    while (held.isEmpty()) {
      assertThat(get(SMALL).join().body()).isEqualTo("made");
    }
    long successes = report("d1", Work.DELIVERY).successes();

    held.forEach(farm.distributor()::serveWell);

    await()
        .untilAsserted(
            () -> assertThat(report("d1", Work.DELIVERY).successes()).isGreaterThan(successes));
    assertThat(report("d1", Work.DELIVERY).failures()).isZero();
    assertThat(report("d1", Work.DELIVERY).ignored()).isZero();
    held.clear();
  }

  @Test
  void secondServerThatHasLostIt_isNoBetterThanAFirstOneThatTakesItsTime() {
    store();
    learn(SMALL);
    farm.distributor().behave(held::add);
    secondStore.files().clear();
    secondStore.requests().clear();

    var answer = get(SMALL);
    await().until(() -> held.size() == 1);
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    held.forEach(farm.distributor()::serveWell);

    assertThat(answer.join().body()).isEqualTo("made");
    held.clear();
  }

  @Test
  void whenTheRetryBudgetIsUsedUp_nobodyElseIsAsked() {
    farm.close();
    farm = start("retryReserve: 0, retryShare: 0", "60s");
    learn(TestFarm.ASSET);
    farm.origin().behave(held::add);
    secondOrigin.behave(held::add);
    var answer = get(TestFarm.ASSET);
    await().until(() -> held.size() == 1);

    await().pollDelay(Duration.ofMillis(500)).until(() -> true);

    assertThat(held).hasSize(1);
    held.forEach(farm.origin()::serveWell);
    assertThat(answer.join().statusCode()).isEqualTo(200);
    held.clear();
  }

  /** Has a rendition made and stored on both servers. */
  private void store() {
    var answer = get(SMALL);
    await().until(() -> farm.transcoder().started() == 1);
    farm.transcoder().write("made");
    farm.transcoder().end();
    answer.join();
    await().until(() -> get(SMALL).join().headers().map().toString().contains("; hit;"));
    assertThat(secondStore.files()).isNotEmpty();
  }

  private void learn(String target) {
    for (int i = 0; i < ENOUGH_TO_LEARN; i++) {
      get(target).join();
    }
  }

  private BreakerReport report(String server, Work work) {
    return farm.proxy().routing().breakers().of(server, work).report();
  }

  private CompletableFuture<HttpResponse<String>> get(String target) {
    var request = HttpRequest.newBuilder(URI.create(farm.url(target))).build();
    return client.sendAsync(request, BodyHandlers.ofString()).orTimeout(LONGEST_SECONDS, SECONDS);
  }
}
