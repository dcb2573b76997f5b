package io.mediarouter.vertx.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Condition;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.state.Row;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import io.mediarouter.vertx.config.resilience.ResilienceConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One server that is origin and distribution server, checked over HTTP. */
class HealthCheckerTest {
  private static final HealthConfig CHECKS =
      new HealthConfig(
          Duration.ofMillis(20),
          Duration.ofMillis(500),
          2,
          3,
          Duration.ofSeconds(30),
          Map.of(ServerRole.ORIGIN, "health", ServerRole.DISTRIBUTION, "/store/health"));

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final ByteServer server = new ByteServer(vertx);
  private final Farm farm = farm();
  private final List<TestProxy> proxies = new ArrayList<>();

  private Farm farm() {
    var roles = Set.of(ServerRole.ORIGIN, ServerRole.DISTRIBUTION);
    return new Farm(List.of(new Server("s1", roles, URI.create(server.url()), 4, "")), Map.of());
  }

  private static ResilienceConfig config(HealthConfig health) {
    ResilienceConfig absent = ResilienceConfig.DEFAULT;
    return new ResilienceConfig(
        absent.breakers(),
        absent.ejection(),
        absent.slowStart(),
        health,
        absent.failover(),
        absent.quarantine());
  }

  private TestProxy proxy(String name) {
    var proxy = new TestProxy(vertx, cluster.join(name), farm, config(CHECKS));
    proxies.add(proxy);
    return proxy;
  }

  @AfterEach
  void stop() {
    proxies.forEach(TestProxy::close);
    vertx.close().await();
  }

  private static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private static Condition condition(TestProxy proxy) {
    return proxy.health("s1").condition();
  }

  private static void awaitCondition(TestProxy proxy, Condition condition) {
    await().until(() -> condition(proxy) == condition);
  }

  private static List<Row<ServerCheck>> rows(TestProxy proxy) {
    return List.copyOf(proxy.state().checks().rows());
  }

  @Test
  void eachPathIsAskedFor_andAnAnswerBelow500Passes() {
    TestProxy proxy = proxy("p1");

    awaitCondition(proxy, Condition.UP);

    assertThat(server.requests())
        .extracting(HttpServerRequest::path)
        .contains("/health", "/store/health")
        .doesNotContain("//store/health", "/");
    assertThat(server.requests()).extracting(each -> each.method().name()).containsOnly("GET");
    assertThat(proxy.health("s1").slowStart()).isNull();
    assertThat(proxy.breakers().all()).isEmpty();
  }

  private static HealthConfig ofRoot() {
    return new HealthConfig(
        CHECKS.interval(),
        CHECKS.timeout(),
        2,
        3,
        CHECKS.silentFor(),
        Map.of(ServerRole.ORIGIN, "", ServerRole.DISTRIBUTION, ""));
  }

  @Test
  void rootOfAFileServer_isNotListedByChecks() {
    List<String> asked = new CopyOnWriteArrayList<>();
    server.behave(
        request -> {
          asked.add(request.method() + " " + request.path());
          answer(request, 200);
        });
    var proxy = new TestProxy(vertx, cluster.join("p1"), farm, config(ofRoot()));
    proxies.add(proxy);

    awaitCondition(proxy, Condition.UP);
    await().until(() -> asked.size() > 3);

    assertThat(asked).containsOnly("HEAD /");
  }

  @Test
  void fileServerWithoutHead_isAskedWithGet_andItsFailureIsSeen() {
    server.behave(request -> answer(request, request.method().name().equals("HEAD") ? 501 : 200));
    var proxy = new TestProxy(vertx, cluster.join("p1"), farm, config(ofRoot()));
    proxies.add(proxy);
    awaitCondition(proxy, Condition.UP);

    server.behave(request -> answer(request, request.method().name().equals("HEAD") ? 405 : 500));

    awaitCondition(proxy, Condition.DOWN);
  }

  @Test
  void serverThatFails_isDownAfterAFewChecks_upAfterAFew_andStartsSlowly() {
    TestProxy proxy = proxy("p1");
    awaitCondition(proxy, Condition.UP);

    server.behave(request -> answer(request, request.path().equals("/health") ? 200 : 503));
    awaitCondition(proxy, Condition.DOWN);
    assertThat(rows(proxy).get(0).value().problem()).isEqualTo("answered 503");

    server.recover();
    awaitCondition(proxy, Condition.UP);
    assertThat(proxy.health("s1").slowStart()).isNotNull();
    assertThat(rows(proxy).get(0).value().problem()).isNull();
  }

  @Test
  void serverThatWasDown_andIsUpAgain_hasClosedBreakersEverywhere() {
    List.of("p1", "p2").forEach(this::proxy);
    proxies.forEach(proxy -> awaitCondition(proxy, Condition.UP));
    proxies.forEach(proxy -> proxy.fail("s1", Work.STORAGE));
    assertThat(proxies).noneMatch(HealthCheckerTest::isClosed);
    server.behave(request -> answer(request, 503));
    proxies.forEach(proxy -> awaitCondition(proxy, Condition.DOWN));

    server.recover();

    proxies.forEach(proxy -> await().until(() -> isClosed(proxy)));
    proxies.forEach(proxy -> await().until(() -> proxy.health("s1").ejected().isEmpty()));
  }

  private static boolean isClosed(TestProxy proxy) {
    Breaker breaker = proxy.breakers().of("s1", Work.STORAGE);
    return !breaker.isOpen() && !breaker.isOnTrial();
  }

  @Test
  void oneFailedCheck_isTold_butDoesNotTakeTheServerOut() {
    proxy("p1").reconfigure(config(withFall(1000)));
    TestProxy proxy = proxies.get(0);
    server.behave(request -> answer(request, 500));

    await().until(() -> rows(proxy).stream().anyMatch(row -> row.value().problem() != null));

    assertThat(condition(proxy)).isEqualTo(Condition.UP);
  }

  private static HealthConfig withFall(int fall) {
    return new HealthConfig(
        CHECKS.interval(), CHECKS.timeout(), 2, fall, CHECKS.silentFor(), CHECKS.paths());
  }

  @Test
  void serverThatDoesNotAnswer_isDown() {
    TestProxy proxy = proxy("p1");
    proxy.reconfigure(
        config(
            new HealthConfig(
                CHECKS.interval(),
                Duration.ofMillis(50),
                1,
                2,
                CHECKS.silentFor(),
                CHECKS.paths())));
    server.behave(request -> {});

    awaitCondition(proxy, Condition.DOWN);

    assertThat(rows(proxy).get(0).value().problem()).contains("50");
  }

  @Test
  void serverThatDoesNotListen_isDown() {
    TestProxy proxy = proxy("p1");
    awaitCondition(proxy, Condition.UP);

    server.close();

    awaitCondition(proxy, Condition.DOWN);
    assertThat(rows(proxy).get(0).value().problem()).contains("refused");
  }

  @Test
  void bodyOfACheck_isNotWaitedFor() {
    server.behave(
        request -> request.response().setChunked(true).write(Buffer.buffer("without end")));

    awaitCondition(proxy("p1"), Condition.UP);
  }

  @Test
  void serverIsCheckedByOneProxy_andTakenOverAsItWas_whenThatOneDies() {
    List.of("p1", "p2", "p3").forEach(this::proxy);
    proxies.forEach(proxy -> awaitCondition(proxy, Condition.UP));
    server.behave(request -> answer(request, 502));
    proxies.forEach(proxy -> awaitCondition(proxy, Condition.DOWN));
    await().until(() -> rows(proxies.get(0)).size() == 1);

    String owner = rows(proxies.get(0)).get(0).owner();
    TestProxy checking =
        proxies.stream()
            .filter(each -> each.state().self().equals(owner))
            .findFirst()
            .orElseThrow();
    proxies.remove(checking);
    TestProxy other = proxies.get(0);
    List<Boolean> verdicts = new CopyOnWriteArrayList<>();
    other.state().checks().onChange(() -> verdicts.addAll(verdictsNotOf(owner, other)));
    checking.close();

    await().until(() -> !verdicts.isEmpty());
    assertThat(verdicts).containsOnly(false);
    server.recover();
    proxies.forEach(proxy -> awaitCondition(proxy, Condition.UP));
  }

  private static List<Boolean> verdictsNotOf(String owner, TestProxy seenBy) {
    return rows(seenBy).stream()
        .filter(row -> !row.owner().equals(owner))
        .map(row -> row.value().up())
        .toList();
  }

  @Test
  void drainingServer_isChecked_andARetiredOneIsNot() {
    TestProxy proxy = proxy("p1");
    awaitCondition(proxy, Condition.UP);
    SharedTable<AdministrativeState> states = proxy.state().servers();
    assertThat(states.replace("s1", SharedTable.ABSENT, AdministrativeState.MAINTENANCE))
        .succeedsWithin(Duration.ofSeconds(5))
        .isEqualTo(true);

    server.behave(request -> answer(request, 500));
    awaitCondition(proxy, Condition.DOWN);

    long version = states.get("s1").orElseThrow().version();
    assertThat(states.replace("s1", version, AdministrativeState.RETIRED))
        .succeedsWithin(Duration.ofSeconds(5));
    awaitCondition(proxy, Condition.UNKNOWN);
    assertThat(rows(proxy)).isEmpty();
  }

  @Test
  void rolesWithoutAPath_areNotChecked_fromNowOn() {
    TestProxy proxy = proxy("p1");
    awaitCondition(proxy, Condition.UP);

    proxy.reconfigure(
        config(
            new HealthConfig(
                CHECKS.interval(), CHECKS.timeout(), 2, 3, CHECKS.silentFor(), Map.of())));

    awaitCondition(proxy, Condition.UNKNOWN);
  }

  @Test
  void resultThatStays_isNotToldAfterEachCheck() {
    SharedState state = cluster.join("p1");
    var told = new ArrayList<Integer>();
    state.checks().onChange(() -> told.add(server.requests().size()));
    proxies.add(new TestProxy(vertx, state, farm, config(CHECKS)));

    await().until(() -> server.requests().size() > 40);

    assertThat(told).hasSizeLessThan(server.requests().size() / 4);
  }
}
