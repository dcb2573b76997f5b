package io.mediarouter.vertx.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.memory.InMemoryCluster;
import io.mediarouter.vertx.call.Connections;
import io.mediarouter.vertx.config.LoadConfig;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.mediarouter.vertx.monitor.FarmMonitor;
import io.mediarouter.vertx.monitor.Healths;
import io.mediarouter.vertx.testfarm.ByteServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three proxies and eight servers. */
class LoadPollerTest {
  private static final int SERVERS = 8;
  private static final LoadConfig CONFIG =
      new LoadConfig(Duration.ofMillis(50), Duration.ofSeconds(10), List.of());
  private static final TranscodingInterface URIS =
      new TranscodingInterface("t", null, null, "load", null);

  private final Vertx vertx = Vertx.vertx();
  private final Connections http = vertx.createHttpClient()::request;
  private final InMemoryCluster cluster = new InMemoryCluster();
  private final ByteServer server = new ByteServer(vertx);
  private final Farm farm = farm();
  private final List<SharedState> proxies = new ArrayList<>();
  private final List<LoadPoller> pollers = new ArrayList<>();

  private Farm farm() {
    List<String> ids = IntStream.range(0, SERVERS).mapToObj(i -> "s" + i).toList();
    return new Farm(
        ids.stream().map(this::server).toList(),
        ids.stream().collect(Collectors.toMap(id -> id, id -> URIS)));
  }

  private Server server(String id) {
    return new Server(
        id, Set.of(ServerRole.DISTRIBUTION), URI.create(server.url() + id + "/"), 4, "");
  }

  @BeforeEach
  void start() {
    farm.all().forEach(each -> report(each.server().id(), 0.5));
    List.of("p1", "p2", "p3").forEach(name -> proxies.add(cluster.join(name)));
    proxies.forEach(proxy -> pollers.add(poller(proxy)));
    pollers.forEach(LoadPoller::start);
  }

  private void report(String id, double utilization) {
    server.with("/" + id + "/load", Buffer.buffer("{\"cpu_utilization\":" + utilization + "}"));
  }

  private LoadPoller poller(SharedState proxy) {
    var clock = InstantSource.system();
    var reporter = new LoadReporter(proxy.loads(), clock, () -> CONFIG);
    return new LoadPoller(vertx, http, farm, proxy, reporter, () -> CONFIG);
  }

  @AfterEach
  void stop() {
    pollers.forEach(LoadPoller::stop);
    vertx.close().await();
  }

  @Test
  void eachServer_isPolledByOneProxy_andKnownToAll() {
    await().until(() -> reports().size() == SERVERS);

    assertThat(owners()).hasSize(SERVERS);
    proxies.forEach(proxy -> assertThat(coresSeenBy(proxy)).containsExactly(2.0));
  }

  @Test
  void serversOfAProxyThatLeaves_arePolledByTheOthers() {
    await().until(() -> owners().size() == SERVERS);

    pollers.get(0).stop();
    proxies.get(0).close();
    farm.all().forEach(each -> report(each.server().id(), 1));

    await().until(() -> coresSeenBy(proxies.get(1)).equals(Set.of(4.0)));
    assertThat(reports()).hasSize(SERVERS);
    assertThat(owners()).doesNotContainValue("p1");
  }

  @Test
  void newestReport_counts_whicheverProxyHasIt() {
    await().until(() -> owners().size() == SERVERS);
    pollers.forEach(LoadPoller::stop);
    var later = InstantSource.system().instant().plusSeconds(1);

    proxies.get(0).loads().put("s0", new LoadReport("s0", 0.25, later));
    proxies.get(1).loads().put("s0", new LoadReport("s0", 0.5, later.plusMillis(1)));
    proxies.get(2).loads().put("s0", new LoadReport("s0", 0.75, later.minusMillis(1)));

    for (SharedState proxy : proxies) {
      var report =
          new FarmMonitor(farm, proxy, Healths.ALL_WELL).view().server("s0").orElseThrow().report();
      assertThat(report).extracting(LoadReport::coresInUse).isEqualTo(0.5);
    }
  }

  private List<LoadReport> reports() {
    return proxies.get(1).loads().rows().stream().map(row -> row.value()).toList();
  }

  private Map<String, String> owners() {
    return proxies.get(1).loads().rows().stream()
        .collect(Collectors.toMap(row -> row.key(), row -> row.owner()));
  }

  private Set<Double> coresSeenBy(SharedState proxy) {
    return new FarmMonitor(farm, proxy, Healths.ALL_WELL)
        .view().servers().stream()
            .map(view -> view.report() == null ? -1 : view.report().coresInUse())
            .collect(Collectors.toSet());
  }
}
