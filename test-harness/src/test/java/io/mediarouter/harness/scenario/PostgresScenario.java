package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.scenario.process.ProxyProcess;
import io.mediarouter.state.durable.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proxies that keep what outlives them in one PostgreSQL database. */
@Timeout(300)
class PostgresScenario {
  private static final String PICTURE = "fractal-480p.mp4?preset=360p";

  /** Begins before the farm, and ends after it. */
  @RegisterExtension
  @Order(1)
  static final Database database = new Database();

  @RegisterExtension
  @Order(2)
  static final ScenarioFarm farm =
      ScenarioFarm.of(
          plan -> plan.with(1, 1, 2).withSettings(settings(database.server.newDatabase())));

  private static String settings(PostgresServer.Account account) {
    return "{\"durable\": {\"store\": \"postgres\", \"url\": \"%s\", \"user\": \"%s\", \"password\": \"%s\"}}"
        .formatted(account.url(), account.user(), account.password());
  }

  @Test
  void jobOrdered_allProxiesKilled_started_itIsMade() throws Exception {
    String path =
        farm.operator(farm.proxyA())
            .submit("{\"asset\": \"fractal-480p.mp4\", \"renditions\": [{\"preset\": \"360p\"}]}")
            .getPath();

    killAllAndStart();

    ProxyProcess proxy = farm.proxyB();
    await()
        .atMost(ScenarioFarm.PATIENCE.multipliedBy(2))
        .until(
            () -> farm.json(proxy.admin().resolve(path)).path("state").asText().equals("stored"));
    Answer served = farm.client().get(proxy.media(PICTURE));
    assertThat(served.header("cache-status")).contains("detail=exact-cached");
    var found = farm.check(served.body());
    assertThat(found.decodes()).as(found.complaints()).isTrue();
    assertThat(found.height()).isEqualTo(360);
  }

  @Test
  void databaseKilledUnderLoad_andAwayAtTheStart_noViewerFails_andNothingAcknowledgedIsLost()
      throws Exception {
    Orders orders = new Orders();
    try (ScenarioLoad load = ScenarioLoad.start(farm, ScenarioLoad.MIXED)) {
      CompletableFuture<Void> ordering = CompletableFuture.runAsync(orders::go);
      orders.awaitAcknowledged(5);
      database.server.stop();
      load.goOn(50);
      orders.awaitRefused(1);
      database.server.begin();
      orders.awaitAcknowledged(5);
      orders.stop();
      ordering.get(30, TimeUnit.SECONDS);
      load.stop("PostgreSQL killed and restarted");
    }

    database.server.stop();
    killAllAndStart();
    assertThat(farm.client().get(farm.proxyB().media(PICTURE)).status()).isEqualTo(200);
    database.server.begin();

    ScenarioFarm.report(
        "%d orders acknowledged, %d refused while PostgreSQL was away"
            .formatted(orders.acknowledged.size(), orders.refused.get()));
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .untilAsserted(() -> assertThat(orders.unknownTo(farm.proxyB())).isEmpty());
  }

  private static final class Database implements BeforeAllCallback, AfterAllCallback {
    private PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
      server = PostgresServer.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (server != null) {
        server.close();
      }
    }
  }

  private static void killAllAndStart() throws Exception {
    List<ProxyProcess> proxies = farm.processes().proxies();
    proxies.forEach(proxy -> proxy.process().kill9());
    for (ProxyProcess each : proxies) {
      assertThat(each.process().awaitExit(Duration.ofSeconds(60))).isPresent();
    }
    for (ProxyProcess each : proxies) {
      each.process().restart();
    }
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> farm.operator(farm.proxyB()).members() == proxies.size());
  }

  /** Orders for work that is not to be begun in the life of this test, one after the other. */
  private static final class Orders {
    private static final String LATER =
        "{\"asset\": \"fractal-480p.mp4\", \"renditions\": [{\"preset\": \"240p\"}], \"notBefore\":"
            + " \"2099-01-01T00:00:00Z\"}";

    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();

    void go() {
      while (!stopped.get()) {
        order();
      }
    }

    private void order() {
      try {
        URI jobs = farm.operator(farm.proxyA()).at("jobs");
        Answer answer = farm.client().post(jobs, LATER);
        if (answer.status() == 202) {
          acknowledged.add(answer.header("location"));
        } else {
          assertThat(answer.status()).as(answer.text()).isEqualTo(503);
          refused.incrementAndGet();
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    void awaitAcknowledged(int more) {
      int enough = acknowledged.size() + more;
      await().atMost(ScenarioFarm.PATIENCE).until(() -> acknowledged.size() >= enough);
    }

    void awaitRefused(int more) {
      int enough = refused.get() + more;
      await().atMost(ScenarioFarm.PATIENCE).until(() -> refused.get() >= enough);
    }

    List<String> unknownTo(ProxyProcess proxy) throws IOException {
      List<String> unknown = new ArrayList<>();
      for (String path : acknowledged) {
        if (farm.client().get(proxy.admin().resolve(path)).status() != 200) {
          unknown.add(path);
        }
      }
      return unknown;
    }

    void stop() {
      stopped.set(true);
    }
  }
}
