package io.mediarouter.vertx.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.farm.Work;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.EjectionSettings;
import io.mediarouter.health.HealthVote;
import io.mediarouter.outcome.Outcome;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.state.SharedTable;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.call.Breaker;
import io.mediarouter.vertx.config.resilience.BreakerSettings;
import io.mediarouter.vertx.config.resilience.BreakerWindow;
import io.mediarouter.vertx.config.resilience.BreakersConfig;
import io.mediarouter.vertx.config.resilience.HealthConfig;
import io.mediarouter.vertx.config.resilience.ResilienceConfig;
import io.mediarouter.vertx.farm.Farm;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Some proxies and two servers that deliver and store; nobody checks them. */
class EjectionsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final Farm farm = new Farm(List.of(server("d1"), server("d2")), Map.of());
  private final List<TestProxy> proxies = new ArrayList<>();

  private static Server server(String id) {
    return new Server(id, Set.of(ServerRole.DISTRIBUTION), URI.create("http://x.test/"), 4, "");
  }

  private static ResilienceConfig config(Duration openFor, Duration ejection, Duration longest) {
    ResilienceConfig absent = ResilienceConfig.DEFAULT;
    var breakers =
        new BreakerSettings(
            50, 80, BreakerWindow.calls(4), 2, openFor, 1, openFor, Slowness.DEFAULT);
    HealthConfig checks = absent.health();
    return new ResilienceConfig(
        new BreakersConfig(breakers, Map.of(), Map.of()),
        new EjectionSettings(0.5, 0.5, ejection, longest),
        absent.slowStart(),
        new HealthConfig(checks.interval(), checks.timeout(), 2, 3, checks.silentFor(), Map.of()),
        absent.failover(),
        absent.quarantine());
  }

  private void start(int count, Duration openFor, Duration ejection, Duration longest) {
    for (int i = 1; i <= count; i++) {
      var state = cluster.join("p" + i);
      proxies.add(new TestProxy(vertx, state, farm, config(openFor, ejection, longest)));
    }
  }

  @AfterEach
  void stop() {
    proxies.forEach(TestProxy::close);
    vertx.close().await();
  }

  private TestProxy proxy(int number) {
    return proxies.get(number - 1);
  }

  private static boolean isEjected(TestProxy proxy, String id, Work work) {
    return proxy.health(id).ejected().contains(work);
  }

  private static boolean refuses(TestProxy proxy, String id, Work work) {
    return proxy.health(id).refused().contains(work);
  }

  private Map<String, ?> rows() {
    return proxy(1).state().ejections().rows();
  }

  @Test
  void serverThatMostProxiesFindBad_isLeftOutByAll_forThatWorkOnly() {
    start(3, LONG, LONG, LONG);

    proxy(1).fail("d1", Work.STORAGE);
    assertThat(proxy(1).state().healthVotes().rows()).hasSize(1);
    assertThat(refuses(proxy(1), "d1", Work.STORAGE)).isTrue();
    assertThat(refuses(proxy(2), "d1", Work.STORAGE)).isFalse();
    proxy(2).fail("d1", Work.STORAGE);

    proxies.forEach(proxy -> await().until(() -> isEjected(proxy, "d1", Work.STORAGE)));
    assertThat(refuses(proxy(3), "d1", Work.STORAGE)).isFalse();
    assertThat(isEjected(proxy(3), "d1", Work.DELIVERY)).isFalse();
    assertThat(rows()).hasSize(1);
  }

  @Test
  void proxiesThatDisagree_avoidOnlyWhatTheyFindBadThemselves() {
    start(2, LONG, LONG, LONG);

    proxy(1).fail("d1", Work.DELIVERY);
    proxy(2).fail("d2", Work.DELIVERY);

    await().until(() -> proxy(1).state().healthVotes().rows().size() == 2);
    assertThat(proxy(1).health("d1").allows(Work.DELIVERY)).isFalse();
    assertThat(proxy(1).health("d2").allows(Work.DELIVERY)).isTrue();
    assertThat(proxy(2).health("d1").allows(Work.DELIVERY)).isTrue();
    assertThat(rows()).isEmpty();
  }

  @Test
  void proxyThatIsAlone_hasItsBreakers() {
    start(1, Duration.ofMillis(50), LONG, LONG);

    proxy(1).fail("d1", Work.DELIVERY);
    // The trial does not last: who comes too late for one comes to the next.
    await()
        .until(
            () -> {
              proxy(1).call("d1", Work.DELIVERY, Outcome.SUCCESS);
              return proxy(1).health("d1").slowStart() != null;
            });

    assertThat(proxy(1).health("d1").allows(Work.DELIVERY)).isTrue();
    assertThat(rows()).isEmpty();
    assertThat(proxy(1).state().healthVotes().rows()).isEmpty();
  }

  @Test
  void lastServerThatCanBeUsed_isNeverEjected() {
    start(2, LONG, LONG, LONG);
    proxy(1).operators().set("d2", AdministrativeState.MAINTENANCE).await();

    proxies.forEach(proxy -> proxy.fail("d1", Work.DELIVERY));
    proxies.forEach(proxy -> proxy.fail("d2", Work.DELIVERY));

    await().until(() -> proxy(1).state().healthVotes().rows().size() == 4);
    assertThat(rows()).isEmpty();
  }

  @Test
  void ejectionEnds_serverStartsSlowly_andItsRowIsForgotten() {
    Duration shortly = Duration.ofMillis(300);
    start(2, LONG, shortly, shortly);
    proxies.forEach(proxy -> proxy.fail("d1", Work.DELIVERY));
    await().until(() -> !rows().isEmpty());

    proxies.forEach(proxy -> await().until(() -> proxy.health("d1").slowStart() != null));

    assertThat(isEjected(proxy(1), "d1", Work.DELIVERY)).isFalse();
    await().until(() -> rows().isEmpty());
  }

  @Test
  void serverThatFailsItsTrialToo_isEjectedForLonger() {
    start(2, Duration.ofMillis(100), Duration.ofMillis(200), LONG);

    // Called so often that both are found out on trial at once, and agree while they are open: by
    // chance, so it may take many trials.
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              proxies.forEach(proxy -> proxy.call("d1", Work.DELIVERY, Outcome.FAILURE));
              return proxy(2)
                  .state()
                  .ejections()
                  .get("d1/delivery")
                  .filter(row -> row.value().times() > 1)
                  .isPresent();
            });
  }

  @Test
  void breakersToWhoseTrialNobodyCame_stayOnTrial_andDoNotEjectAServerAgain() {
    start(2, Duration.ofMillis(100), Duration.ofMillis(300), LONG);
    var openings = new AtomicInteger();
    Set<Instant> sinces = ConcurrentHashMap.newKeySet();
    proxy(1).breakers().onChange(each -> openings.addAndGet(each.isOpen() ? 1 : 0));
    proxy(1).state().healthVotes().onChange(() -> sinces.addAll(sinces()));
    proxies.forEach(proxy -> proxy.fail("d1", Work.DELIVERY));
    await().until(() -> !rows().isEmpty());
    await().until(() -> !isEjected(proxy(1), "d1", Work.DELIVERY));

    await().pollDelay(Duration.ofMillis(500)).until(() -> true);

    assertThat(openings.get()).isEqualTo(1);
    assertThat(sinces).hasSize(1);
    assertThat(proxy(1).breakers().of("d1", Work.DELIVERY).isOnTrial()).isTrue();
    Ejection last = proxy(1).state().ejections().get("d1/delivery").orElseThrow().value();
    assertThat(last.times()).isEqualTo(1);
  }

  private List<Instant> sinces() {
    return proxy(1).state().healthVotes().own("d1/delivery").map(HealthVote::since).stream()
        .toList();
  }

  @Test
  void readyServer_isPardonedByAllProxies() {
    start(3, LONG, LONG, LONG);
    proxies.forEach(proxy -> proxy.fail("d1", Work.DELIVERY));
    proxies.forEach(proxy -> await().until(() -> isEjected(proxy, "d1", Work.DELIVERY)));

    AdministrativeState before = proxy(1).operators().set("d1", AdministrativeState.READY).await();

    assertThat(before).isEqualTo(AdministrativeState.READY);
    proxies.forEach(proxy -> await().until(() -> proxy.health("d1").allows(Work.DELIVERY)));
    assertThat(proxy(1).state().healthVotes().rows()).isEmpty();
  }

  @Test
  void serverThatComesBackFromMaintenance_hasClosedBreakersEverywhere() {
    start(2, LONG, LONG, LONG);
    proxy(1).operators().set("d1", AdministrativeState.MAINTENANCE).await();
    proxy(2).fail("d1", Work.DELIVERY);
    await().until(() -> refuses(proxy(2), "d1", Work.DELIVERY));

    proxy(1).operators().set("d1", AdministrativeState.READY).await();

    await().until(() -> !refuses(proxy(2), "d1", Work.DELIVERY));
  }

  /** What nobody has ejected: only one proxy finds it bad, or it is the last of its role. */
  @Test
  void serverThatIsMadeReady_thoughItIs_hasClosedBreakersOnProxiesThatWereNotAsked() {
    start(2, LONG, LONG, LONG);
    for (int time = 0; time < 2; time++) {
      proxy(2).fail("d1", Work.DELIVERY);
      assertThat(refuses(proxy(2), "d1", Work.DELIVERY)).isTrue();

      proxy(1).operators().set("d1", AdministrativeState.READY).await();

      await().until(() -> !refuses(proxy(2), "d1", Work.DELIVERY));
    }
  }

  @Test
  void switch_thatTwoUseAtOnce_isSetByBoth() {
    start(2, LONG, LONG, LONG);

    var one = proxy(1).operators().set("d1", AdministrativeState.DRAINING);
    var other = proxy(2).operators().set("d1", AdministrativeState.MAINTENANCE);

    one.await();
    other.await();
    assertThat(proxy(1).state().servers().get("d1").orElseThrow().version())
        .isGreaterThan(SharedTable.ABSENT);
  }

  @Test
  void opinionsOfAProxyThatLeaves_vanish_andRowsOfServersThatLeft_areRemoved() {
    start(2, LONG, LONG, LONG);
    Instant then = Instant.parse("2020-01-01T00:00:00Z");
    var gone = new Ejection("gone", Work.DELIVERY, then, then.plusSeconds(1), 3);
    var table = proxy(1).state().ejections();
    assertThat(table.replace(gone.key(), SharedTable.ABSENT, gone))
        .succeedsWithin(Duration.ofSeconds(5));
    proxy(1).fail("d1", Work.DELIVERY);

    await().until(() -> rows().isEmpty());
    proxies.remove(0).close();

    assertThat(proxy(1).state().healthVotes().rows()).isEmpty();
  }

  @Test
  void serverThatLeftAndCameBack_isNotEjectedForWhatItWasBefore() {
    start(2, Duration.ofMillis(40), LONG, LONG);
    proxy(1).fail("d1", Work.DELIVERY);
    leave("d1");
    proxy(2).fail("d1", Work.DELIVERY);
    Breaker gone = proxy(2).breakers().of("d1", Work.DELIVERY);
    leave("d1");
    assertThat(proxy(1).state().healthVotes().rows()).isEmpty();

    await().pollDelay(Duration.ofMillis(200)).until(() -> true);
    proxies.forEach(proxy -> proxy.call("d1", Work.DELIVERY, Outcome.SUCCESS));
    await().pollDelay(Duration.ofMillis(600)).until(() -> true);

    assertThat(gone.isOpen()).isFalse();
    assertThat(proxy(1).state().healthVotes().rows()).isEmpty();
    assertThat(rows()).isEmpty();
    assertThat(proxy(1).health("d1").allows(Work.DELIVERY)).isTrue();
  }

  private void leave(String server) {
    List<String> others = List.of("d1", "d2").stream().filter(id -> !id.equals(server)).toList();
    proxies.forEach(proxy -> proxy.breakers().keepOnly(others));
  }
}
